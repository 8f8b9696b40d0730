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
        overview.history-title = آخر 24 ساعة
        overview.no-history = تُعد الدقيقة الأولى.
        overview.sessions-begun.zero = لا جلسات
        overview.sessions-begun.one = جلسة واحدة
        overview.sessions-begun.two = جلستان
        overview.sessions-begun.few = {count} جلسات
        overview.sessions-begun.many = {count} جلسة
        overview.sessions-begun.other = {count} جلسة
        overview.bytes-sent = أُرسل {bytes}
        overview.shares-title = من يشاهد ماذا الآن
        overview.alert-look = عرض
        overview.alert-outbox.one = ينتظر تغيير واحد وسيط الرسائل منذ أكثر من نصف دقيقة. تعلم به عقد البث متأخرة: \
        افحص RabbitMQ وسجل streav-management.
        overview.alert-outbox.two = ينتظر تغييران وسيط الرسائل منذ أكثر من نصف دقيقة. تعلم بهما عقد البث متأخرة: \
        افحص RabbitMQ وسجل streav-management.
        overview.alert-outbox.few = تنتظر {count} تغييرات وسيط الرسائل منذ أكثر من نصف دقيقة. تعلم بها عقد البث \
        متأخرة: افحص RabbitMQ وسجل streav-management.
        overview.alert-outbox.many = ينتظر {count} تغييرًا وسيط الرسائل منذ أكثر من نصف دقيقة. تعلم بها عقد البث \
        متأخرة: افحص RabbitMQ وسجل streav-management.
        overview.alert-outbox.other = ينتظر {count} تغيير وسيط الرسائل منذ أكثر من نصف دقيقة. تعلم بها عقد البث \
        متأخرة: افحص RabbitMQ وسجل streav-management.
        overview.alert-no-factor = ليس لأي مدير عامل ثانٍ: كلمة مرور مسروقة واحدة تفتح كل شيء.
        overview.alert-down.one = توقفت قناة واحدة: لا مصدر لها يرسل. افحص مصادرها.
        overview.alert-down.two = توقفت قناتان: لا مصدر لهما يرسل. افحص مصادرهما.
        overview.alert-down.few = توقفت {count} قنوات: لا مصدر لها يرسل. افحص مصادرها.
        overview.alert-down.many = توقفت {count} قناة: لا مصدر لها يرسل. افحص مصادرها.
        overview.alert-down.other = توقفت {count} قناة: لا مصدر لها يرسل. افحص مصادرها.
        chart.no-data = يجمع البيانات
        chart.peak = الذروة {value}
        """
}
