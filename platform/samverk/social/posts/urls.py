"""Addresses of posts."""

from django.urls import path

from samverk.social.posts.views import feed, files, one

app_name = "posts"
urlpatterns = [
    path("inlagg/", feed.feed, name="feed"),
    path("inlagg/skriv/", feed.write, name="write"),
    path("inlagg/utkast/", feed.draft, name="draft"),
    path("inlagg/utkast/slang/", feed.throw, name="throw"),
    path("inlagg/utkast/tillbaka/", feed.take_back, name="take_back"),
    path("inlagg/min-enhet/", feed.unit, name="unit"),
    path("inlagg/fil/<uuid:uuid>/", files.file, name="file"),
    path("inlagg/<int:pk>/", one.one, name="one"),
    path("inlagg/<int:pk>/andra/", one.edit, name="edit"),
    path("inlagg/<int:pk>/versioner/", one.history, name="history"),
    path("inlagg/<int:pk>/ta-bort/", one.delete, name="delete"),
    path("inlagg/<int:pk>/borttaget/", one.removed, name="removed"),
    path("inlagg/<int:pk>/rosta/", one.vote, name="vote"),
    path("inlagg/<int:pk>/besvarad/", one.answer, name="answer"),
    path("inlagg/<int:pk>/overst/", one.pin, name="pin"),
    path("inlagg/<int:pk>/officiell/", one.official, name="official"),
]
