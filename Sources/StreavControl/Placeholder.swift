// StreavControl
