// StreavMedia
