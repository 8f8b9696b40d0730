extension ArabicTexts {
    /// What the platform was told, and its security.
    static let settings = """
        nav.settings = الإعدادات
        settings.title = الإعدادات
        settings.general = عام
        settings.security = الأمان
        settings.general-subtitle = ما قيل لهذه العملية عند بدئها. لتغييره اضبط المتغيّر المذكور بجانبه وأعد تشغيل \
        العملية.
        settings.security-subtitle = من سجّل دخوله، وما يحرس اللوحة.
        settings.facts-title = التهيئة
        settings.fact-database = قاعدة البيانات
        settings.fact-cache = الذاكرة المؤقتة
        settings.fact-broker = وسيط الرسائل
        settings.fact-listen = يستمع على
        settings.fact-public-url = عنوان اللوحة
        settings.fact-proxies = الوسطاء الموثوقون
        settings.fact-log-level = مستوى السجل
        settings.fact-world = النوع
        settings.schema = إصدار المخطط
        settings.kept-title = ما يُحفظ وإلى متى
        settings.kept-connections = الاتصالات
        settings.kept-connections-value = ثلاثون يومًا، ومليون على الأكثر
        settings.kept-statistics = الإحصاءات
        settings.kept-statistics-value = بالدقائق ليومين، وبالساعات لتسعين يومًا، وبالأيام لخمس سنوات
        settings.kept-activity = سجل النشاط
        settings.kept-activity-value = دائمًا: كل قيد يشهد على ما قبله
        settings.factors-title = العوامل الثانية للمديرين
        settings.administrator = المدير
        settings.rules-title = القواعد
        settings.idle = تنتهي الجلسة غير المستخدمة بعد
        settings.longest = تنتهي أي جلسة بعد
        settings.attempts = تخمين كلمات المرور
        settings.attempts-value = {number} محاولات، ثم انتظار يتضاعف حتى {wait}
        settings.refused = محاولات دخول مرفوضة خلال 24 ساعة
        settings.minutes.one = دقيقة واحدة
        settings.minutes.two = دقيقتان
        settings.minutes.few = {count} دقائق
        settings.minutes.many = {count} دقيقة
        settings.minutes.other = {count} دقيقة
        settings.hours.one = ساعة واحدة
        settings.hours.two = ساعتان
        settings.hours.few = {count} ساعات
        settings.hours.many = {count} ساعة
        settings.hours.other = {count} ساعة
        settings.sessions-title = من سجّل دخوله
        settings.user = المستخدم
        settings.end-session = إنهاء
        settings.end-others = إنهاء كل الأخرى
        settings.session-over = كانت تلك الجلسة قد انتهت.
        settings.session-ended-notice = انتهت جلسة لـ{name}.
        settings.sessions-ended-notice.zero = لم تكن هناك جلسات أخرى.
        settings.sessions-ended-notice.one = انتهت جلسة أخرى واحدة.
        settings.sessions-ended-notice.two = انتهت جلستان أخريان.
        settings.sessions-ended-notice.few = انتهت {count} جلسات أخرى.
        settings.sessions-ended-notice.many = انتهت {count} جلسة أخرى.
        settings.sessions-ended-notice.other = انتهت {count} جلسة أخرى.
        settings.hint-factor.one = لدى مدير واحد لا عامل ثانٍ: كلمة المرور وحدها تفتح كل شيء. اطلب تفعيله من صفحة \
        «حسابك».
        settings.hint-factor.two = لدى مديرَين لا عامل ثانٍ: كلمة المرور وحدها تفتح كل شيء. اطلب تفعيله من صفحة \
        «حسابك».
        settings.hint-factor.few = لدى {count} مديرين لا عامل ثانٍ: كلمة المرور وحدها تفتح كل شيء. اطلب تفعيله من \
        صفحة «حسابك».
        settings.hint-factor.many = لدى {count} مديرًا لا عامل ثانٍ: كلمة المرور وحدها تفتح كل شيء. اطلب تفعيله من \
        صفحة «حسابك».
        settings.hint-factor.other = لدى {count} مدير لا عامل ثانٍ: كلمة المرور وحدها تفتح كل شيء. اطلب تفعيله من \
        صفحة «حسابك».
        settings.hint-alone = هناك مدير واحد. أنشئ آخر حتى لا يُغلق فقدان المصادق الباب على الجميع.
        settings.hint-local = تجيب اللوحة هذا الجهاز وحده. للوصول إليها من مكان آخر ضع أمامها وسيطًا مع TLS واضبط \
        STREAV_MANAGEMENT_PUBLIC_URL.
        """
}
