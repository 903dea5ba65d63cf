"""Which of the frameworks' public tables are guarded, and what tenants offers the health page."""

from tenants.life.rules import tables_left_out, tables_not_copied
from tenants.policies import OPERATORS, READ_BY_ALL, Exempt, public_tables

public_tables.register("django_migrations", Exempt("names of migrations; nothing of a site or a person"))
public_tables.register("django_content_type", Exempt("names of model classes, shared by law 2"))
public_tables.register("auth_permission", Exempt("names of permissions in code"))
public_tables.register("auth_group", OPERATORS)
public_tables.register("auth_group_permissions", OPERATORS)
public_tables.register("django_session", OPERATORS)
public_tables.register("kernel_auditentry", OPERATORS)
public_tables.register("kernel_auditlink", OPERATORS)
public_tables.register("kernel_stamp", OPERATORS)
public_tables.register("tenants_tenant", READ_BY_ALL)
public_tables.register("tenants_domain", READ_BY_ALL)
public_tables.register("tenants_schemaartifact", READ_BY_ALL)
public_tables.register("tenants_migrationrun", OPERATORS)
public_tables.register("tenants_migrationrunsite", OPERATORS)
public_tables.register("life_operation", OPERATORS)
public_tables.register("life_retiredhost", READ_BY_ALL)
tables_left_out.register("django_session", "inloggningar: en kopia skulle vara en nyckel till dörren")
tables_left_out.register("django_migrations", "listan över tabelländringar: står i manifest.json")
tables_left_out.register("kernel_stamp", "ett nummer på senaste ändringen, som databasen sätter på nytt")
tables_not_copied.register("kernel_auditentry", "loggen: vad som görs i kopian skrivs i kopians egen")
tables_not_copied.register("kernel_auditlink", "loggens kontrollkedja")
