extension ArabicTexts {
    /// The activity log.
    static let activity = """
        activity.title = سجل النشاط
        activity.subtitle = من فعل ماذا، وما رُفض. لا يمكن تغيير القيود دون أن يُلاحظ.
        activity.time = الوقت
        activity.who = من
        activity.what = الإجراء
        activity.thing = على
        activity.address = من العنوان
        activity.number = الرقم
        activity.before = قبل
        activity.after = بعد
        activity.changes = التغييرات
        activity.no-changes = لا تفاصيل محفوظة لهذا.
        activity.field = الحقل
        activity.search = اسم الفاعل أو الشيء
        activity.action = الإجراء
        activity.resource = النوع
        activity.since = من يوم
        activity.until = إلى يوم
        activity.entry = القيد {number}
        activity.empty = لم يحدث شيء بعد
        actor.user = مستخدم
        actor.application = تطبيق
        actor.system = المنصة
        actor.commandLine = سطر الأوامر
        """
}
