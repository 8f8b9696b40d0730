extension ArabicTexts {
    /// Streaming nodes.
    static let servers = """
        nav.servers = الخوادم
        servers.title = الخوادم
        servers.subtitle = عقد البث: ما تشغّله كل منها وكيف حالها.
        servers.new = خادم جديد
        servers.new-text = تسجّل عقدة البث نفسها عند بدئها. أنشئها هنا مسبقًا لتعطيها وزنًا آخر أو لتبقيها خارج \
        الخدمة أولًا.
        servers.search = الاسم
        servers.edit-title = تعديل {name}
        servers.name = الاسم
        servers.name-hint = مطابق لقيمة STREAV_NODE_NAME في عمليتها.
        servers.public-url = العنوان العام
        servers.public-url-hint = حيث تصل إليها المشغّلات. عند بدء عمليتها تضع هنا قيمة STREAV_PUBLIC_URL الخاصة بها.
        servers.weight = الوزن
        servers.weight-hint = من 1 إلى 1000: نصيبها من القنوات نسبةً إلى غيرها.
        servers.status = الحالة
        servers.viewers = المشاهدون
        servers.streams = القنوات
        servers.bandwidth = عرض النطاق
        servers.heartbeat = آخر نبضة
        servers.starts = مرات بدء عمليتها
        servers.created = أُنشئ
        servers.updated = عُدِّل
        servers.state-title = حالها
        servers.streams-title = القنوات المعطاة لها
        servers.stream-number = الرقم
        servers.stream-name = القناة
        servers.no-streams = ليس لها قنوات.
        servers.more-streams.one = وواحدة أخرى.
        servers.more-streams.two = واثنتان أخريان.
        servers.more-streams.few = و{count} أخرى.
        servers.more-streams.many = و{count} أخرى.
        servers.more-streams.other = و{count} أخرى.
        servers.activity = ما جرى لها
        servers.activate = تفعيل
        servers.drain = إفراغ
        servers.disable = تعطيل
        servers.hint-lost = صمتت وانتقلت قنواتها إلى خوادم أخرى. افحص الجهاز وشبكته وسجل streav-streaming؛ تعود \
        بنفسها مع نبضتها التالية.
        servers.hint-new = لم تبلّغ أي عملية بهذا الاسم بعد. شغّل streav-streaming مع ضبط STREAV_NODE_NAME على هذا \
        الاسم.
        servers.hint-draining = تبقي مشاهديها ولا تقبل غيرهم. تنتقل قنواتها إلى خوادم أخرى إن وُجدت.
        servers.hint-disabled = لا تشغّل شيئًا. فعّلها لتعود.
        servers.created-notice = أُعدّ {name}.
        servers.saved-notice = حُفظ {name}.
        servers.activated-notice = يقبل {name} القنوات والمشاهدين.
        servers.drained-notice = يجري إفراغ {name}.
        servers.disabled-notice = لم يعد {name} يشغّل شيئًا.
        servers.deleted-notice = حُذف {name}.
        servers.delete-title = حذف {name}؟
        servers.delete-text = تنتقل قنواته إلى خوادم أخرى. عملية بهذا الاسم ما زالت تعمل تسجّل نفسها من جديد خلال \
        ثوانٍ: أوقفها أولًا أو عطّل الخادم بدلًا من ذلك.
        """
}
