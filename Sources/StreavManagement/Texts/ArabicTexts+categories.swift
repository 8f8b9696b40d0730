extension ArabicTexts {
    /// The categories of live streams.
    static let categories = """
        nav.categories = الفئات
        category.list-title = الفئات
        category.list-subtitle = العناوين التي تُدرج المشغِّلات تحتها القنوات.
        category.new = فئة جديدة
        category.search = الاسم
        category.empty = لا فئات بعد
        category.empty-hint = تجمع المشغِّلات القنوات حسب الفئة.
        category.position = المكان
        category.name = الاسم
        category.name-hint = بلا ; و | التي تقسم عندها المشغِّلات الأسماء.
        category.streams = القنوات
        category.arrange = الترتيب
        category.arrange-hint = اسحب الفئات، أو اكتب المكان المطلوب لإحداها.
        category.new-title = فئة جديدة
        category.edit-title = تعديل {name}
        category.delete-title = حذف {name}؟
        category.created-notice = أُنشئت {name}.
        category.saved-notice = حُفظت {name}.
        category.deleted-notice = حُذفت {name}.
        category.arranged-notice = حُفظ الترتيب.
        category.delete-text.zero = لا قناة تحتها.
        category.delete-text.one = تفقدها قناة واحدة وتبقى.
        category.delete-text.two = تفقدها قناتان وتبقيان.
        category.delete-text.few = تفقدها {count} قنوات وتبقى.
        category.delete-text.many = تفقدها {count} قناة وتبقى.
        category.delete-text.other = تفقدها {count} قناة وتبقى.
        """
}
