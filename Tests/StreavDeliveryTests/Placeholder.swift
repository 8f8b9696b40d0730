// StreavDeliveryTests
