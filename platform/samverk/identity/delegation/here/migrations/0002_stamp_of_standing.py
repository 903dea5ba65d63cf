"""Delegated rights are rights: a change of them renews the stamp (decision 0025)."""

from django.db import migrations

from samverk.kernel.stamping import stamped


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_stamp_of_standing"), ("delegation_here", "0001_delegations")]
    operations = [stamped("delegation_here_delegation")]
