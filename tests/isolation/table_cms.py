"""The isolation table, part two: Wagtail's admin.

Every address has the same door: the signed-out and the other municipality are sent to the sign-in page, the guest and
the person without right get 403. The last column is what the person with the right gets on GET.
"""

#: Addresses without parameters, below /redaktion/, by the status with the right.
PLAIN: dict[int, str] = {
    200: """
        test404/ pages/ pages/search/ pages/search/results/ choose-page/ choose-page/search/
        choose-page/chosen-multiple/ choose-external-link/ choose-email-link/ choose-phone-link/ choose-anchor-link/
        tag-autocomplete/ collections/ collections/add/ workflows/list/ workflows/list/results/ workflows/add/
        workflows/tasks/index/ workflows/tasks/index/results/ workflows/task_chooser/
        workflows/task_chooser/results/ workflows/task_chooser/create/ reports/locked/ reports/locked/results/
        reports/workflow/ reports/workflow/results/ reports/workflow_tasks/ reports/workflow_tasks/results/
        reports/site-history/ reports/site-history/results/ reports/aging-pages/ reports/aging-pages/results/
        reports/page-types-usage/ reports/page-types-usage/results/ account/ dismissibles/ embeds/chooser/
        embeds/chooser/upload/ documents/ documents/results/ documents/add/ documents/multiple/add/ images/
        images/results/ images/add/ images/multiple/add/ users/ users/results/ groups/ groups/results/ groups/new/
        sites/ sites/results/ sites/new/ documents/chooser/ documents/chooser/results/
        documents/chooser/chosen-multiple/ documents/chooser/create/ images/chooser/ images/chooser/results/
        images/chooser/chosen-multiple/ images/chooser/create/ sprite/ jsi18n/
    """,
    302: """
        login/ workflows/tasks/select_type/
    """,
    403: """
        snippets/
    """,
    404: """
        block-preview/ password_reset/ password_reset/done/ password_reset/complete/
    """,
    405: """
        logout/
    """,
}
# fmt: off
#: Below /redaktion/: pattern, what to ask with names from the world, status with the right.
WITH_PARAMETERS: tuple[tuple[str, str, int], ...] = (
    ("api/main/^pages/", "api/main/pages/", 200),
    ("api/main/^pages/<int:pk>/", "api/main/pages/{page}/", 200),
    ("api/main/^pages/find/", "api/main/pages/find/", 404),
    ("api/main/^pages/<int:pk>/action/<str:action_name>/", "api/main/pages/{page}/action/publish/", 405),
    ("api/main/^documents/", "api/main/documents/", 200),
    ("api/main/^documents/<int:pk>/", "api/main/documents/{document}/", 200),
    ("api/main/^documents/find/", "api/main/documents/find/", 404),
    ("api/main/^images/", "api/main/images/", 200),
    ("api/main/^images/<int:pk>/", "api/main/images/{picture}/", 200),
    ("api/main/^images/find/", "api/main/images/find/", 404),
    ("failwhale/", "failwhale/", 404),
    ("pages/<int:parent_page_id>/", "pages/{news_index}/", 200),
    ("pages/<int:parent_page_id>/results/", "pages/{news_index}/results/", 200),
    ("bulk/<str:app_label>/<str:model_name>/<str:action>/", "bulk/intranet/newspage/delete/", 404),
    ("pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
     "pages/add/intranet/newspage/{news_index}/", 200),
    ("pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/preview/",
     "pages/add/intranet/newspage/{news_index}/preview/", 200),
    ("pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/", "pages/usage/intranet/newspage/", 200),
    ("pages/create/<slug:app_label>/<slug:model_name>", "pages/create/intranet/newspage", 302),
    ("pages/usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/",
     "pages/usage/intranet/newspage/results/", 200),
    ("pages/<int:page_id>/usage/", "pages/{page}/usage/", 200),
    ("pages/<int:page_id>/edit/", "pages/{page}/edit/", 200),
    ("pages/<int:page_id>/edit/preview/", "pages/{page}/edit/preview/", 200),
    ("pages/<int:page_id>/view_draft/", "pages/{page}/view_draft/", 200),
    ("pages/<int:parent_page_id>/add_subpage/", "pages/{news_index}/add_subpage/", 302),
    ("pages/<int:page_id>/delete/", "pages/{page}/delete/", 200),
    ("pages/<int:page_id>/unpublish/", "pages/{page}/unpublish/", 200),
    ("pages/<int:page_id>/convert_alias/", "pages/{page}/convert_alias/", 404),
    ("pages/<int:page_to_move_id>/move/", "pages/{page}/move/", 200),
    ("pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", "pages/{page}/move/{news_index}/confirm/", 200),
    ("pages/<int:page_to_move_id>/set_position/", "pages/{page}/set_position/", 405),
    ("pages/<int:page_id>/copy/", "pages/{page}/copy/", 200),
    ("pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
     "pages/workflow/action/{page}/publish/1/", 404),
    ("pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
     "pages/workflow/collect_action_data/{page}/publish/1/", 404),
    ("pages/workflow/confirm_cancellation/<int:page_id>/", "pages/workflow/confirm_cancellation/{page}/", 200),
    ("pages/workflow/preview/<int:page_id>/<int:task_id>/", "pages/workflow/preview/{page}/{task}/", 302),
    ("pages/<int:page_id>/privacy/", "pages/{page}/privacy/", 200),
    ("pages/<int:page_id>/lock/", "pages/{page}/lock/", 405),
    ("pages/<int:page_id>/unlock/", "pages/{page}/unlock/", 405),
    ("pages/<int:page_id>/revisions/", "pages/{page}/revisions/", 302),
    ("pages/<int:page_id>/revisions/<int:revision_id>/view/", "pages/{page}/revisions/{revision}/view/", 200),
    ("pages/<int:page_id>/revisions/<int:revision_id>/revert/", "pages/{page}/revisions/{revision}/revert/", 200),
    ("pages/<int:page_id>/revisions/<int:revision_id>/unschedule/",
     "pages/{page}/revisions/{revision}/unschedule/", 200),
    (r"pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$",
     "pages/{page}/revisions/compare/live...{revision}/", 200),
    ("pages/<int:page_id>/workflow_history/", "pages/{page}/workflow_history/", 200),
    ("pages/<int:page_id>/workflow_history/detail/<int:workflow_state_id>/",
     "pages/{page}/workflow_history/detail/1/", 404),
    ("pages/<int:page_id>/history/", "pages/{page}/history/", 200),
    ("pages/<int:page_id>/history/results/", "pages/{page}/history/results/", 200),
    ("choose-page/<int:parent_page_id>/", "choose-page/{news_index}/", 200),
    ("tag-autocomplete/<slug:app_name>/<slug:model_name>/", "tag-autocomplete/intranet/newspage/", 404),
    ("collections/<int:pk>/", "collections/{collection}/", 200),
    ("collections/<int:pk>/delete/", "collections/{collection}/delete/", 200),
    ("collections/<int:collection_id>/privacy/", "collections/{collection}/privacy/", 200),
    ("workflows/enable/<int:pk>/", "workflows/enable/{workflow}/", 405),
    ("workflows/disable/<int:pk>/", "workflows/disable/{workflow}/", 200),
    ("workflows/edit/<int:pk>/", "workflows/edit/{workflow}/", 200),
    ("workflows/usage/<int:pk>/", "workflows/usage/{workflow}/", 200),
    ("workflows/usage/<int:pk>/results/", "workflows/usage/{workflow}/results/", 200),
    ("workflows/remove/<int:page_pk>/", "workflows/remove/{page}/", 405),
    ("workflows/remove/<int:page_pk>/<int:workflow_pk>/", "workflows/remove/{page}/{workflow}/", 405),
    ("workflows/tasks/add/<str:app_label>/<str:model_name>/", "workflows/tasks/add/intranet/newspage/", 404),
    ("workflows/tasks/edit/<int:pk>/", "workflows/tasks/edit/{task}/", 200),
    ("workflows/tasks/disable/<int:pk>/", "workflows/tasks/disable/{task}/", 200),
    ("workflows/tasks/enable/<int:pk>/", "workflows/tasks/enable/{task}/", 405),
    ("workflows/task_chooser/<int:task_id>/", "workflows/task_chooser/{task}/", 200),
    ("editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
     "editing-sessions/ping/intranet/newspage/{page}/1/", 405),
    ("editing-sessions/release/<int:session_id>/", "editing-sessions/release/1/", 405),
    ("settings/<slug:app_name>/<slug:model_name>/", "settings/intranet/newspage/", 404),
    ("settings/<slug:app_name>/<slug:model_name>/<int:pk>/", "settings/intranet/newspage/{page}/", 404),
    ("settings/<slug:app_name>/<slug:model_name>/<int:pk>/preview/", "settings/intranet/newspage/{page}/preview/", 404),
    ("documents/edit/<int:document_id>/", "documents/edit/{document}/", 200),
    ("documents/delete/<int:document_id>/", "documents/delete/{document}/", 200),
    ("documents/multiple/<int:doc_id>/", "documents/multiple/{document}/", 405),
    ("documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/",
     "documents/multiple/create_from_uploaded_document/1/", 405),
    ("documents/multiple/<int:doc_id>/delete/", "documents/multiple/{document}/delete/", 405),
    ("documents/multiple/delete_upload/<int:uploaded_file_id>/", "documents/multiple/delete_upload/1/", 405),
    ("documents/usage/<int:document_id>/", "documents/usage/{document}/", 200),
    ("images/<int:image_id>/", "images/{picture}/", 200),
    ("images/<int:image_id>/delete/", "images/{picture}/delete/", 200),
    ("images/<int:image_id>/generate_url/", "images/{picture}/generate_url/", 404),
    ("images/<int:image_id>/generate_url/output/", "images/{picture}/generate_url/output/", 404),
    ("images/<int:image_id>/preview/<str:filter_spec>/", "images/{picture}/preview/fill-100x100/", 200),
    ("images/usage/<int:image_id>/", "images/usage/{picture}/", 200),
    ("images/multiple/<int:image_id>/", "images/multiple/{picture}/", 405),
    ("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
     "images/multiple/create_from_uploaded_image/1/", 405),
    ("images/multiple/<int:image_id>/delete/", "images/multiple/{picture}/delete/", 405),
    ("images/multiple/delete_upload/<int:uploaded_file_id>/", "images/multiple/delete_upload/1/", 405),
    ("users/edit/<int:pk>/", "users/edit/{person}/", 200),
    ("users/history/<int:pk>/", "users/history/{person}/", 200),
    ("users/history-results/<int:pk>/", "users/history-results/{person}/", 200),
    ("users/usage/<int:pk>/", "users/usage/{person}/", 200),
    ("groups/edit/<int:pk>/", "groups/edit/{group}/", 200),
    ("groups/delete/<int:pk>/", "groups/delete/{group}/", 200),
    ("groups/history/<int:pk>/", "groups/history/{group}/", 200),
    ("groups/history-results/<int:pk>/", "groups/history-results/{group}/", 200),
    ("groups/usage/<int:pk>/", "groups/usage/{group}/", 200),
    ("sites/edit/<int:pk>/", "sites/edit/{wagtail_site}/", 200),
    ("sites/delete/<int:pk>/", "sites/delete/{wagtail_site}/", 200),
    ("sites/history/<int:pk>/", "sites/history/{wagtail_site}/", 200),
    ("sites/history-results/<int:pk>/", "sites/history-results/{wagtail_site}/", 200),
    ("sites/usage/<int:pk>/", "sites/usage/{wagtail_site}/", 200),
    ("sites/copy/<int:pk>/", "sites/copy/{wagtail_site}/", 200),
    ("documents/chooser/chosen/<str:pk>/", "documents/chooser/chosen/{document}/", 200),
    ("images/chooser/chosen/<str:pk>/", "images/chooser/chosen/{picture}/", 200),
    ("images/chooser/<int:image_id>/select_format/", "images/chooser/{picture}/select_format/", 200),
    ("password_reset/confirm/<uidb64>/<token>/", "password_reset/confirm/MQ/x-y/", 404),
    ("^.*/$", "finns-inte/", 404),
)
# fmt: on
CMS: tuple[tuple[str, str, int], ...] = (
    *(
        (f"redaktion/{address}", f"/redaktion/{address}", status)
        for status, addresses in PLAIN.items()
        for address in addresses.split()
    ),
    ("redaktion/", "/redaktion/", 200),
    *((f"redaktion/{pattern}", f"/redaktion/{path}", status) for pattern, path, status in WITH_PARAMETERS),
)
