// StreavManagement
