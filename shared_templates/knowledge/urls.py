"""Addresses of sharing articles between municipalities."""

from django.urls import path

from shared_templates.knowledge.views import others, share

app_name = "knowledge"
urlpatterns = [
    path("kunskapsbank/<int:pk>/dela/", share.share, name="share"),
    path("kunskapsbank/<int:pk>/sluta-dela/", share.withdraw, name="withdraw"),
    path("kunskapsbank/<int:pk>/foresla/", share.propose, name="propose"),
    path("kunskapsbank/fran-andra/", others.from_others, name="from_others"),
    path("kunskapsbank/fran-andra/<uuid:key>/", others.one, name="one"),
    path("kunskapsbank/fran-andra/<uuid:key>/lagg-in/", others.place, name="place"),
    path("kunskapsbank/fran-andra/<uuid:key>/utkast/", others.draft, name="draft"),
]
