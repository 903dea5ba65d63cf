"""Addresses of the intranet that are not pages in Wagtail's tree."""

from django.urls import path

from samverk.intranet.emergency import views as emergency
from samverk.intranet.views.audience import audience, choose
from samverk.intranet.views.edit_page import edit_page
from samverk.intranet.views.files import picture
from samverk.intranet.views.structure import structure
from samverk.intranet.views.write_news import write_news

app_name = "intranet"
urlpatterns = [
    path("filer/<path:path>", picture, name="picture"),
    path("innehall/", structure, name="structure"),
    path("redigera/<int:pk>/", edit_page, name="edit_page"),
    path("administration/vem-far-se/", choose, name="audience_choose"),
    path("administration/vem-far-se/<slug:kind>/<int:pk>/", audience, name="audience"),
    path("administration/nodpaket/", emergency.overview, name="emergency_pack"),
    path("administration/nodpaket/hamta/", emergency.download, name="emergency_pack_file"),
    path("skriv-nyhet/", write_news, name="write_news"),
]
