// StreavStreamingTests
