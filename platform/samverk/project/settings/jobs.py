"""Worker and caches. Every cache key carries the site (law 5), every message too (law 6)."""

from datetime import timedelta

from celery.schedules import crontab

from .env import CACHE_URL, REDIS_URL

_CACHE_OPTIONS = {"pool_class": "tenants.redis_pool.LeanPool", "socket_timeout": 1, "socket_connect_timeout": 1}
CACHES = {
    "default": {
        "BACKEND": "tenants.cache_backend.ForgivingCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": _CACHE_OPTIONS,
        "KEY_FUNCTION": "tenants.caching.site_key",
        "TIMEOUT": 300,
    },
    # What is truly global and says so by name: never content, never a person's data in clear.
    "deployment": {
        "BACKEND": "tenants.cache_backend.ForgivingCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": _CACHE_OPTIONS,
        "KEY_PREFIX": "deployment",
        "TIMEOUT": 300,
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
# Unset, the connection is closed before and after each task; `project.celery` says when it is.
CELERY_DB_REUSE_MAX = 1_000_000
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_DEFAULT_QUEUE = "samverk"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_BEAT_SCHEDULE = {
    "publish-due-pages": {
        "task": "samverk.project.timers.publish_due_pages",
        "schedule": timedelta(seconds=60),
    },
    "sweep-handoffs": {
        "task": "samverk.project.timers.sweep_handoffs",
        "schedule": timedelta(minutes=10),
    },
    "sweep-sessions": {
        "task": "samverk.project.timers.sweep_sessions",
        "schedule": timedelta(hours=6),
    },
    "anchor-audit-logs": {
        "task": "samverk.project.timers.anchor_audit_logs",
        "schedule": timedelta(minutes=5),
    },
    "sweep-deleted-files": {
        "task": "samverk.project.timers.sweep_deleted_files",
        "schedule": timedelta(days=1),
    },
    "end-support-sessions": {
        "task": "samverk.project.timers.end_support_sessions",
        "schedule": timedelta(seconds=60),
    },
    "measure-sites": {
        "task": "samverk.project.timers.measure_sites",
        "schedule": timedelta(seconds=60),
    },
    "measure-storage": {
        "task": "samverk.project.timers.measure_storage_of_sites",
        "schedule": timedelta(hours=1),
    },
    "follow-dates": {
        "task": "samverk.project.timers.follow_dates",
        "schedule": crontab(minute="10", hour="0,6,12"),
    },
    # At night, and before the first shift comes.
    "build-emergency-packs": {
        "task": "samverk.project.timers.build_emergency_packs",
        "schedule": crontab(hour=3, minute=30),
    },
    # Ten past midnight in Sweden is the first of these each day; the others take up what was killed or came later.
    "days-of-organisations": {
        "task": "samverk.project.timers.days_of_organisations",
        "schedule": crontab(minute=10),
    },
    "tend-notifications": {
        "task": "samverk.project.timers.tend_notifications",
        "schedule": timedelta(seconds=60),
    },
    "look-in-followed-searches": {
        "task": "samverk.project.timers.look_in_followed_searches",
        "schedule": timedelta(minutes=5),
    },
    "take-up-releases": {
        "task": "shared_templates.take_up_again",
        "schedule": timedelta(minutes=10),
    },
    "mind-sandboxes": {
        "task": "shared_templates.mind_sandboxes",
        "schedule": timedelta(minutes=10),
    },
    "tell-of-shared-alarms": {
        "task": "samverk.portal.alarms.tasks.tell_every_site",
        "schedule": timedelta(seconds=60),
    },
    "pulse": {"task": "samverk.project.timers.pulse", "schedule": timedelta(seconds=5)},
}

# An incident begins when more than this share of the requests failed in each of so many minutes in a row (PF-62).
SAMVERK_ERROR_ALARM = {"share": 0.05, "minutes": 5}
