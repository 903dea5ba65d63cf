"""Addresses of the sandbox: three on the model's site, and the way in on its own."""

from django.urls import path

from shared_templates.sandbox.views import door, page

app_name = "sandbox"
urlpatterns = [
    path("ovning/", page.sandbox, name="page"),
    path("ovning/aterstall/", page.reset, name="reset"),
    path("ovning/oppna/", door.hand_over, name="hand_over"),
    path("ovning/in/", door.set_out, name="set_out"),
]
