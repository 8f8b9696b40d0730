#pragma once
#include <libpq-fe.h>

/* Macros of single characters, which Swift does not import. */
static const int streav_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int streav_diag_state = PG_DIAG_SQLSTATE;
static const int streav_diag_message = PG_DIAG_MESSAGE_PRIMARY;
static const int streav_diag_table = PG_DIAG_TABLE_NAME;
static const int streav_diag_column = PG_DIAG_COLUMN_NAME;
static const int streav_diag_constraint = PG_DIAG_CONSTRAINT_NAME;
