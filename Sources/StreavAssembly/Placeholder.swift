// StreavAssembly
