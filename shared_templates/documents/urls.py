"""Addresses of documents written after the model's document templates."""

from django.urls import path

from shared_templates.documents.views import beginning, listing, one, sending, writing

app_name = "project_documents"
urlpatterns = [
    path("projektdokument/", listing.listed, name="list"),
    path("projektdokument/nytt/", beginning.begin, name="begin"),
    path("projektdokument/<uuid:uuid>/", one.shown, name="one"),
    path("projektdokument/<uuid:uuid>/skriv/", writing.write, name="write"),
    path("projektdokument/<uuid:uuid>/uppgifter/", writing.refill, name="refill"),
    path("projektdokument/<uuid:uuid>/skicka/", sending.send, name="send"),
    path("projektdokument/<uuid:uuid>/kasta/", beginning.discard, name="discard"),
    path("projektdokument/<uuid:uuid>/ratta/", beginning.correct, name="correct"),
    path("projektdokument/<uuid:uuid>.html", one.as_html, name="html"),
    path("projektdokument/<uuid:uuid>.md", one.as_markdown, name="markdown"),
]
