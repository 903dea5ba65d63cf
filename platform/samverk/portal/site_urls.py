"""Addresses of the portal on sites with content: every site but the operator's."""

from django.urls import path

from samverk.portal.views import alarms, app, arrange, reminders, system_register, systems

app_name = "start"
urlpatterns = [
    path("system/", systems.launcher, name="systems"),
    path("system/<uuid:uuid>/", systems.system, name="system"),
    path("system/<uuid:uuid>/stjarna/", systems.star, name="star_system"),
    path("administration/system/", system_register.register, name="system_register"),
    path("administration/system/nytt/", system_register.edit, name="system_new"),
    path("administration/system/register.csv", system_register.register_file, name="system_register_file"),
    path("administration/system/las-in/", system_register.read_file, name="system_register_read"),
    path("administration/system/<uuid:uuid>/", system_register.edit, name="system_edit"),
    path("administration/system/<uuid:uuid>/ta-bort/", system_register.remove, name="system_remove"),
    path("administration/larm/", alarms.alarms, name="alarms"),
    path("larm/<uuid:uuid>/", alarms.alarm, name="alarm"),
    path("larm/<uuid:uuid>/avsluta/", alarms.end, name="end_alarm"),
    path("larm/<uuid:uuid>/vik/", alarms.fold, name="fold_alarm"),
    path("ordna-start/", arrange.arrange, name="arrange"),
    path("paminnelser/", reminders.reminders, name="reminders"),
    path("paminnelser/<int:pk>/", reminders.tick, name="tick_reminder"),
    path("offline/", app.offline, name="offline"),
]
