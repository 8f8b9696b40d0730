// StreavStreaming
