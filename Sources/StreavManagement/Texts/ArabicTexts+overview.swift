extension ArabicTexts {
    /// The overview.
    static let overview = """
        overview.title = نظرة عامة
        overview.viewers = المشاهدون
        overview.bandwidth = معدل النقل
        overview.streams = البث المباشر
        overview.servers = الخوادم
        overview.on-air = {count} قيد التشغيل
        overview.of = من {total}
        overview.subscribers = المشتركون
        overview.last-minutes = آخر {minutes} دقيقة
        overview.servers-title = الخوادم
        overview.server = الخادم
        overview.state = الحالة
        overview.channels = البث
        overview.no-servers = لم يُبلغ أي خادم بث بعد
        overview.no-servers-hint = شغِّل streav-streaming على قاعدة البيانات نفسها، وسيظهر هنا تلقائيًا.
        overview.activity-title = أحدث النشاط
        overview.all-activity = كل النشاط
        overview.no-activity = لم يحدث شيء بعد.
        overview.updated = مباشر
        overview.alerts = يحتاج إلى انتباه
        overview.alert-lost = الخادم {name} صامت. انتقل بثه إلى خوادم أخرى؛ افحص الجهاز وشبكته.
        overview.alert-none-active = لا خادم يستقبل البث. شغِّل خادمًا أو أعد أحدها إلى الخدمة.
        overview.alert-disabled-factor = ليس لحسابك عامل ثانٍ.
        overview.alert-enable-factor = فعِّله
        server.active = نشط
        server.draining = قيد التفريغ
        server.disabled = معطَّل
        server.lost = صامت
        server.leaving = يغادر
        server.new = لم يظهر بعد
        chart.no-data = يجمع البيانات
        chart.peak = الذروة {value}
        """
}
