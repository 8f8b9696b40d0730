// StreavTelemetry
