// StreavDelivery
