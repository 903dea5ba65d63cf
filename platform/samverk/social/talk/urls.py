"""Addresses of talking."""

from django.urls import path

from samverk.social.talk.views import comments, mentions, moderation, reactions, reports, write

app_name = "talk"
urlpatterns = [
    path("samtal/<slug:kind>/<str:key>/", write.write, name="write"),
    path("samtal/<slug:kind>/<str:key>/laget/", comments.close, name="close"),
    path("kommentar/<int:pk>/", comments.comment, name="comment"),
    path("kommentar/<int:pk>/andra/", write.edit, name="edit"),
    path("kommentar/<int:pk>/ta-bort/", comments.take_away, name="take_away"),
    path("kommentar/<int:pk>/lagg-tillbaka/", comments.put_back, name="put_back"),
    path("kommentar/<int:pk>/tidigare/", comments.versions, name="versions"),
    path("reagera/", reactions.react, name="react"),
    path("reaktioner/<slug:kind>/<str:key>/", reactions.who, name="who"),
    path("namna/", mentions.suggest, name="suggest"),
    path("anmal/<slug:kind>/<str:key>/", reports.report, name="report"),
    path("granskarbeslut/<int:pk>/", reports.decision, name="decision"),
    path("anmalningar/", moderation.queue, name="reports"),
    path("anmalningar/historik/", moderation.history, name="history"),
    path("anmalningar/<slug:kind>/<str:key>/", moderation.decide, name="decide"),
]
