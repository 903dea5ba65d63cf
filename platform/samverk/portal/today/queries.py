"""What waits for a person, and what happens today."""

from datetime import date

from django.http import Http404

from samverk.identity.models import User
from samverk.kernel.registries import DayLine, TaskLine, my_day, my_tasks
from samverk.portal.models import Reminder

#: More than this is a page of its own, not a box.
MOST = 8


def tasks_of(user: User, day: date) -> list[TaskLine]:
    """What every room says waits for the person, what is due first; what has no day comes last.

    One query for each room that has declared something; the number of rows does not matter.
    """
    found = [line for ask in my_tasks.values() for line in ask(user, day)]
    return sorted(found, key=lambda line: (line.due is None, line.due or day))[:MOST]


def day_of(user: User, day: date) -> list[DayLine]:
    """What happens that day, what lasts all day first."""
    found = [line for ask in my_day.values() for line in ask(user, day)]
    return sorted(found, key=lambda line: (line.begins is not None, line.begins.isoformat() if line.begins else ""))[
        :MOST
    ]


def open_reminders(user: User) -> list[Reminder]:
    """All that are not done."""
    return list(Reminder.objects.filter(user=user, done_at=None)[:200])


def done_reminders(user: User) -> list[Reminder]:
    """The last that were done, so that it can be undone."""
    return list(Reminder.objects.filter(user=user).exclude(done_at=None).order_by("-done_at")[:10])


def own_reminder_or_404(user: User, pk: int) -> Reminder:
    """One of the person's own.

    Raises:
        Http404: when there is none, and for anybody else's.
    """
    found = Reminder.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise Http404
    return found
