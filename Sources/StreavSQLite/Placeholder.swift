// StreavSQLite
