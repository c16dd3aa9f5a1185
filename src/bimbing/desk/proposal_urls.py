"""Addresses of drafts and proposals: what is on its way into the register."""

from django.urls import path

from bimbing.desk.views import drafts, my_proposals, proposals, propose

urlpatterns = [
    path("klien/baru/draf/", drafts.draft_save, name="draft_save"),
    path("klien/baru/draf/daftar/", drafts.draft_list, name="draft_list"),
    path("klien/baru/draf/<uuid:draft_key>/buang/", drafts.draft_discard, name="draft_discard"),
    path("klien/baru/draf/<uuid:draft_key>/kembalikan/", drafts.draft_restore, name="draft_restore"),
    path("usulan/perubahan/<int:client_id>/", propose.client_propose, name="client_propose"),
    path("usulan/", proposals.proposals, name="proposals"),
    path("usulan/baru/", propose.propose_client, name="propose_client"),
    path("usulan/baru/periksa/", propose.propose_client_check, name="propose_client_check"),
    path("usulan/saya/", my_proposals.my_proposals, name="my_proposals"),
    path("usulan/saya/<int:proposal_id>/", my_proposals.my_proposal, name="my_proposal"),
    path("usulan/saya/<int:proposal_id>/tarik/", my_proposals.proposal_withdraw, name="proposal_withdraw"),
    path("usulan/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("usulan/<int:proposal_id>/kembalikan/", proposals.proposal_return, name="proposal_return"),
]
