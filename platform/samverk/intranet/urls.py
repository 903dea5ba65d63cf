"""Addresses of the intranet that are not pages in Wagtail's tree."""

from django.urls import path

from samverk.intranet.emergency import views as emergency
from samverk.intranet.group_feed import views as group_feed
from samverk.intranet.knowledge.views import answers, bank, write
from samverk.intranet.must_read.views import reading
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
    path("las/<int:pk>/", reading.report, name="reading_report"),
    path("las/<int:pk>/bekrafta/", reading.confirm, name="confirm_reading"),
    path("koncernnyheter/<str:token>/atom.xml", group_feed.feed, name="group_feed"),
    path("administration/koncernnyheter/", group_feed.overview, name="group_feed_overview"),
    path("administration/koncernnyheter/<int:pk>/stang/", group_feed.revoke, name="revoke_subscriber"),
    path("kunskapsbank/", bank.bank, name="knowledge"),
    path("kunskapsbank/skriv/", write.write, name="write_article"),
    path("kunskapsbank/<int:pk>/svar/", answers.report, name="article_answers"),
    path("kunskapsbank/<int:pk>/svara/", answers.answer, name="answer_article"),
    path("skriv-nyhet/", write_news, name="write_news"),
]
