<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_SA">
<context>
    <name>CaseChanges</name>
    <message>
        <source>Not in it</source>
        <translation>لا يرد فيها</translation>
    </message>
    <message>
        <source>Check digit agrees</source>
        <translation>رقم التحقق متسق</translation>
    </message>
    <message>
        <source>Check digit fails</source>
        <translation>رقم التحقق غير مطابق</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>متسق</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>مختلف</translation>
    </message>
    <message>
        <source>To compare only; the record keeps its own</source>
        <translation>للمقارنة فقط، لا يتغيّر في السجل</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>لم تُقرأ</translation>
    </message>
    <message>
        <source>Spelled differently</source>
        <translation>تهجئة مختلفة</translation>
    </message>
    <message>
        <source>Birth and sex</source>
        <translation>الميلاد والجنس</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>دقيقة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>ساعة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%n ساعات</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>أقل من يوم</numerusform>
            <numerusform>يوم</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyMap</name>
    <message>
        <source>Help and keys</source>
        <translation>المساعدة والاختصارات</translation>
    </message>
    <message>
        <source>Find a resident</source>
        <translation>البحث عن مقيم</translation>
    </message>
    <message>
        <source>Update the passport of the resident shown</source>
        <translation>تحديث جواز المقيم المعروض</translation>
    </message>
    <message>
        <source>Save as draft</source>
        <translation>حفظ كمسودة</translation>
    </message>
    <message>
        <source>Refresh the list, sync now</source>
        <translation>تحديث القائمة أو المزامنة الآن</translation>
    </message>
    <message>
        <source>Review queue</source>
        <translation>طابور المراجعة</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>صندوق الصادر</translation>
    </message>
    <message>
        <source>Read the passport again, which clears the last read</source>
        <translation>إعادة قراءة الجواز بعد مسح القراءة السابقة</translation>
    </message>
    <message>
        <source>Arabic or English</source>
        <translation>العربية أو الإنجليزية</translation>
    </message>
    <message>
        <source>The page&apos;s main act</source>
        <translation>الإجراء الأساسي للشاشة</translation>
    </message>
    <message>
        <source>One step back; deletes nothing</source>
        <translation>رجوع خطوة، ولا يحذف شيئًا</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Acts of the page, as the buttons say</source>
        <translation>إجراءات الصفحة كما على أزرارها</translation>
    </message>
    <message>
        <source>Next field, or press the button</source>
        <translation>الحقل التالي، أو ضغط الزر</translation>
    </message>
    <message>
        <source>Previous field</source>
        <translation>الحقل السابق</translation>
    </message>
    <message>
        <source>Tick a box, acknowledge a warning</source>
        <translation>تأشير المربّع، والإقرار بالاطلاع على التنبيه</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>لصق</translation>
    </message>
    <message>
        <source>Lock the screen; nothing is lost</source>
        <translation>قفل الشاشة دون فقد شيء</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
</context>
<context>
    <name>SinceText</name>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>الآن</numerusform>
            <numerusform>منذ دقيقة</numerusform>
            <numerusform>منذ دقيقتين</numerusform>
            <numerusform>منذ %n دقائق</numerusform>
            <numerusform>منذ %n دقيقة</numerusform>
            <numerusform>منذ %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>الآن</numerusform>
            <numerusform>منذ ساعة</numerusform>
            <numerusform>منذ ساعتين</numerusform>
            <numerusform>منذ %n ساعات</numerusform>
            <numerusform>منذ %n ساعة</numerusform>
            <numerusform>منذ %n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>منذ يوم</numerusform>
            <numerusform>منذ يومين</numerusform>
            <numerusform>منذ %n أيام</numerusform>
            <numerusform>منذ %n يومًا</numerusform>
            <numerusform>منذ %n يوم</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncSign</name>
    <message>
        <source>Not linked to a hub</source>
        <translation>غير مرتبط بالخادم المركزي</translation>
    </message>
    <message>
        <source>Entering and saving work. Cases wait here until this desk is enrolled.</source>
        <translation>الإدخال والحفظ متاحان. تنتظر المعاملات هنا حتى يُسجَّل هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sending has stopped</source>
        <translation>توقف الإرسال</translation>
    </message>
    <message>
        <source>The hub refused this desk. No data were lost. Tell the administrator.</source>
        <translation>رفض الخادم المركزي هذا الجهاز. لم تُفقد أي بيانات. أبلغ مسؤول النظام.</translation>
    </message>
    <message>
        <source>Offline since</source>
        <translation>غير متصل منذ</translation>
    </message>
    <message>
        <source>Offline since %1. Entering and saving work; cases are sent when the line is back.</source>
        <translation>غير متصل منذ %1. الإدخال والحفظ متاحان، وستُرسل المعاملات عند عودة الاتصال.</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not sent</source>
        <translation>
            <numerusform>لا معاملات لم تُرسل</numerusform>
            <numerusform>لم تُرسل معاملة واحدة</numerusform>
            <numerusform>لم تُرسل معاملتان</numerusform>
            <numerusform>لم تُرسل %n معاملات</numerusform>
            <numerusform>لم تُرسل %n معاملة</numerusform>
            <numerusform>لم تُرسل %n معاملة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) need you.</source>
        <translation>
            <numerusform>لا معاملات تحتاج إليك.</numerusform>
            <numerusform>معاملة واحدة تحتاج إليك.</numerusform>
            <numerusform>معاملتان تحتاجان إليك.</numerusform>
            <numerusform>%n معاملات تحتاج إليك.</numerusform>
            <numerusform>%n معاملة تحتاج إليك.</numerusform>
            <numerusform>%n معاملة تحتاج إليك.</numerusform>
        </translation>
    </message>
    <message>
        <source>They are tried again by themselves.</source>
        <translation>تُعاد محاولتها من نفسها.</translation>
    </message>
    <message>
        <source>Online, all sent</source>
        <translation>متصل، كل شيء أُرسل</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) in conflict</source>
        <translation>
            <numerusform>لا معاملات متعارضة</numerusform>
            <numerusform>معاملة واحدة متعارضة</numerusform>
            <numerusform>معاملتان متعارضتان</numerusform>
            <numerusform>%n معاملات متعارضة</numerusform>
            <numerusform>%n معاملة متعارضة</numerusform>
            <numerusform>%n معاملة متعارضة</numerusform>
        </translation>
    </message>
    <message>
        <source>The register is coming from the hub</source>
        <translation>يصل السجل من الخادم المركزي</translation>
    </message>
    <message>
        <source>%1 of %2 residents, %3 a second. Look-ups find everybody when it is whole; cases follow.</source>
        <translation>%1 من %2 مقيم، %3 في الثانية. يجد البحث الجميع حين يكتمل السجل، ثم تصل المعاملات.</translation>
    </message>
    <message>
        <source>The oldest waits since %1.</source>
        <translation>أقدمها ينتظر منذ %1.</translation>
    </message>
    <message>
        <source>The oldest waits since %1: tell the supervisor.</source>
        <translation>أقدمها ينتظر منذ %1: أبلغ المشرف.</translation>
    </message>
    <message>
        <source>The oldest waits since %1: tell the head of the branch.</source>
        <translation>أقدمها ينتظر منذ %1: أبلغ مسؤول المكتب.</translation>
    </message>
    <message>
        <source>The hub is being asked. Look-ups find everybody when the register is whole; cases follow.</source>
        <translation>يُسأل الخادم المركزي. يجد البحث الجميع حين يكتمل السجل، ثم تصل المعاملات.</translation>
    </message>
</context>
<context>
    <name>desk::BrandPanel</name>
    <message>
        <source>Branch</source>
        <translation>المكتب</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>Register copy</source>
        <translation>نسخة السجل</translation>
    </message>
    <message>
        <source>Never updated</source>
        <translation>لم تُحدَّث بعد</translation>
    </message>
    <message>
        <source>Rule pack</source>
        <translation>حزمة القواعد</translation>
    </message>
    <message>
        <source>Passport Desk</source>
        <translation>مكتب الجواز</translation>
    </message>
    <message>
        <source>Passport updates for residents</source>
        <translation>تحديث معلومات الجواز للمقيمين</translation>
    </message>
    <message>
        <source>Training. Names and numbers are not real.</source>
        <translation>بيئة تدريب. الأسماء والأرقام غير حقيقية.</translation>
    </message>
</context>
<context>
    <name>desk::CaseListModel</name>
    <message>
        <source>Case</source>
        <translation>المعاملة</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>آخر تغيير</translation>
    </message>
</context>
<context>
    <name>desk::CaseListRow</name>
    <message>
        <source>Returned by %1</source>
        <translation>أعادها %1</translation>
    </message>
    <message>
        <source>%1. Returned by %2</source>
        <translation>%1. أعادها %2</translation>
    </message>
    <message>
        <source>Ready to check</source>
        <translation>جاهزة للمراجعة</translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>ينقص: %1</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>تصحيح</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
</context>
<context>
    <name>desk::ChangeTable</name>
    <message>
        <source>What changes</source>
        <translation>ما يتغيّر</translation>
    </message>
    <message>
        <source>On record now</source>
        <translation>المسجّل حاليًا</translation>
    </message>
    <message>
        <source>New</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>Machine-readable zone</source>
        <translation>منطقة القراءة الآلية</translation>
    </message>
    <message>
        <source>Unchanged: %1</source>
        <translation>لم يتغيّر: %1</translation>
    </message>
    <message>
        <source>Hide the unchanged (%1)</source>
        <translation>إخفاء غير المتغيّر (%1)</translation>
    </message>
    <message>
        <source>Show the unchanged (%1)</source>
        <translation>إظهار غير المتغيّر (%1)</translation>
    </message>
    <message>
        <source>Not entered</source>
        <translation>لم يُدخل</translation>
    </message>
    <message>
        <source>None on record</source>
        <translation>لا يوجد في السجل</translation>
    </message>
    <message>
        <source>%1: was %2, becomes %3</source>
        <translation>%1: كان %2 أصبح %3</translation>
    </message>
    <message>
        <source>%1: %2, unchanged</source>
        <translation>%1: %2، لم يتغيّر</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تغيير</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>تغيير: %1</translation>
    </message>
</context>
<context>
    <name>desk::CheckDigitList</name>
    <message>
        <source>Passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Expiry date</source>
        <translation>تاريخ الانتهاء</translation>
    </message>
    <message>
        <source>Personal number</source>
        <translation>الرقم الشخصي</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>الرقم الجامع</translation>
    </message>
    <message>
        <source>Follows the number</source>
        <translation>يتبع الرقم</translation>
    </message>
    <message>
        <source>Follows the birth date</source>
        <translation>يتبع تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Follows the expiry</source>
        <translation>يتبع الانتهاء</translation>
    </message>
    <message>
        <source>Follows the personal number</source>
        <translation>يتبع الرقم الشخصي</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>لم يُفحص بعد</translation>
    </message>
    <message>
        <source>Not filled in</source>
        <translation>لم يُدخل</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>مطابق</translation>
    </message>
    <message>
        <source>%1, read %2, computed %3</source>
        <translation>%1، المقروء %2 والمحسوب %3</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>غير مطابق</translation>
    </message>
</context>
<context>
    <name>desk::CheckPage</name>
    <message>
        <source>Check the data, then send it for review</source>
        <translation>راجع البيانات ثم أرسلها للمراجعة</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>New passport number</source>
        <translation>رقم الجواز الجديد</translation>
    </message>
    <message>
        <source>Compare it with the passport, character by character</source>
        <translation>قارنه بالجواز حرفًا حرفًا</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تغيير</translation>
    </message>
    <message>
        <source>I compared it with the passport</source>
        <translation>قارنتها بالجواز</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>ما يتغيّر</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>The supervisor sees them</source>
        <translation>يراها المشرف</translation>
    </message>
    <message>
        <source>I compared the data with the original passport and declare it correct.</source>
        <translation>قارنتُ البيانات بالجواز الأصل، وأقرّ بصحتها.</translation>
    </message>
    <message>
        <source>Send for review</source>
        <translation>إرسال للمراجعة</translation>
    </message>
    <message>
        <source>Back to editing</source>
        <translation>رجوع للتعديل</translation>
    </message>
    <message>
        <source>Nothing is sent before you press “Send for review”</source>
        <translation>لن تُرسل المعاملة إلا بعد الضغط على «إرسال للمراجعة»</translation>
    </message>
    <message>
        <source>Check before sending</source>
        <translation>مراجعة قبل الإرسال</translation>
    </message>
    <message>
        <source>Error — %1</source>
        <translation>خطأ — %1</translation>
    </message>
    <message>
        <source>Position %1: the digit %2, not the letter %3</source>
        <translation>الخانة %1: الرقم %2 وليس الحرف %3</translation>
    </message>
    <message>
        <source>Position %1: the letter %2, not the digit %3</source>
        <translation>الخانة %1: الحرف %2 وليس الرقم %3</translation>
    </message>
    <message>
        <source>Fee recorded</source>
        <translation>الرسم مسجّل</translation>
    </message>
    <message>
        <source>Fee not recorded</source>
        <translation>الرسم غير مسجّل</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>I have seen it</source>
        <translation>اطلعت عليه</translation>
    </message>
    <message numerus="yes">
        <source>No findings, %n checks agree</source>
        <translation>
            <numerusform>بلا ملاحظات</numerusform>
            <numerusform>بلا ملاحظات، وفحص واحد مطابق</numerusform>
            <numerusform>بلا ملاحظات، وفحصان مطابقان</numerusform>
            <numerusform>بلا ملاحظات، و%n فحوص مطابقة</numerusform>
            <numerusform>بلا ملاحظات، و%n فحصًا مطابقًا</numerusform>
            <numerusform>بلا ملاحظات، و%n فحص مطابق</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other checks agree</source>
        <translation>
            <numerusform>لا فحوص أخرى</numerusform>
            <numerusform>فحص آخر مطابق</numerusform>
            <numerusform>فحصان آخران مطابقان</numerusform>
            <numerusform>%n فحوص أخرى مطابقة</numerusform>
            <numerusform>%n فحصًا آخر مطابقًا</numerusform>
            <numerusform>%n فحص آخر مطابق</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare the marked characters of the number with the passport</source>
        <translation>قارن الخانات المعلَّمة من الرقم بالجواز</translation>
    </message>
    <message>
        <source>Say of each warning that you have seen it</source>
        <translation>أقرّ بالاطلاع على كل تنبيه</translation>
    </message>
    <message>
        <source>Declare that the data is correct</source>
        <translation>أقرّ بصحة البيانات</translation>
    </message>
    <message>
        <source>The usual place of earlier cases: compare it with the passport</source>
        <translation>المكان المعتاد في المعاملات السابقة: قارنه بالجواز</translation>
    </message>
    <message>
        <source>Seen at the counter</source>
        <translation>ما عاينته أمامك</translation>
    </message>
    <message>
        <source>Tick when it is so: %1</source>
        <translation>ضع العلامة إن كان كذلك: %1</translation>
    </message>
</context>
<context>
    <name>desk::ConflictModel</name>
    <message>
        <source>Field</source>
        <translation>الحقل</translation>
    </message>
    <message>
        <source>When the case was made</source>
        <translation>عند إدخال المعاملة</translation>
    </message>
    <message>
        <source>In this case</source>
        <translation>في هذه المعاملة</translation>
    </message>
    <message>
        <source>In the register now</source>
        <translation>في السجل الآن</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>من غيّره</translation>
    </message>
</context>
<context>
    <name>desk::ConflictPage</name>
    <message>
        <source>Conflict with the register</source>
        <translation>تعارض مع السجل</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>Both sides, field by field</source>
        <translation>القيمتان حقلًا حقلًا</translation>
    </message>
    <message>
        <source>&amp;Reason for leaving the register as it is</source>
        <translation>&amp;سبب إبقاء السجل كما هو</translation>
    </message>
    <message>
        <source>Send the case again</source>
        <translation>إرسال المعاملة من جديد</translation>
    </message>
    <message>
        <source>Leave the register as it is</source>
        <translation>إبقاء السجل كما هو</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>This case is no longer in conflict.</source>
        <translation>لم تعد هذه المعاملة متعارضة.</translation>
    </message>
    <message>
        <source>The register was changed after this case was made. Nothing was overwritten.</source>
        <translation>تغيّر السجل بعد إدخال هذه المعاملة، ولم يُستبدل شيء.</translation>
    </message>
    <message>
        <source>Compare both sides with the passport. Sent again, the case is decided by another person; left as it is, the register stays and the case ends. Both sides stay in the case&apos;s history.</source>
        <translation>قارن القيمتين بالجواز. إذا أُرسلت المعاملة من جديد قررها شخص آخر، وإذا أُبقي السجل كما هو انتهت المعاملة. وتبقى القيمتان في تاريخ المعاملة.</translation>
    </message>
    <message>
        <source>A supervisor settles it.</source>
        <translation>يسوّيها المشرف.</translation>
    </message>
    <message>
        <source>Choose why the register is left as it is</source>
        <translation>اختر سبب إبقاء السجل كما هو</translation>
    </message>
</context>
<context>
    <name>desk::DecisionDialog</name>
    <message>
        <source>Reason, keys 1 to 9</source>
        <translation>السبب، بالأرقام من 1 إلى 9</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Back to the case</source>
        <translation>رجوع إلى المعاملة</translation>
    </message>
    <message>
        <source>Reject the case</source>
        <translation>رفض المعاملة</translation>
    </message>
    <message>
        <source>Return the case for correction</source>
        <translation>إعادة المعاملة للتصحيح</translation>
    </message>
    <message>
        <source>Select a reason</source>
        <translation>اختر السبب</translation>
    </message>
    <message numerus="yes">
        <source>Write the reason, at least %n characters</source>
        <translation>
            <numerusform>اكتب السبب</numerusform>
            <numerusform>اكتب السبب، حرفًا على الأقل</numerusform>
            <numerusform>اكتب السبب، حرفين على الأقل</numerusform>
            <numerusform>اكتب السبب، %n أحرف على الأقل</numerusform>
            <numerusform>اكتب السبب، %n حرفًا على الأقل</numerusform>
            <numerusform>اكتب السبب، %n حرف على الأقل</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::DoubtfulCells</name>
    <message>
        <source>Character</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>بدء التأكيد</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>السابق</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>ترك التأكيد</translation>
    </message>
    <message>
        <source>Picture of the character and its neighbours</source>
        <translation>صورة الرمز وما حوله</translation>
    </message>
    <message>
        <source>Character %1 of %2 to confirm: line %3, column %4</source>
        <translation>الرمز %1 من %2 للتأكيد: السطر %3، العمود %4</translation>
    </message>
    <message>
        <source>Filler %1</source>
        <translation>علامة الحشو %1</translation>
    </message>
    <message>
        <source>Digit %1</source>
        <translation>الرقم %1</translation>
    </message>
    <message>
        <source>Letter %1</source>
        <translation>الحرف %1</translation>
    </message>
    <message>
        <source>passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>expiry date</source>
        <translation>تاريخ الانتهاء</translation>
    </message>
    <message>
        <source>personal number</source>
        <translation>الرقم الشخصي</translation>
    </message>
    <message>
        <source>the whole of line 2</source>
        <translation>السطر 2 بكامله</translation>
    </message>
    <message>
        <source>Column %1 of line %2 cannot hold %3</source>
        <translation>العمود %1 من السطر %2 لا يقبل %3</translation>
    </message>
    <message>
        <source>These check digits do not hold: %1. Look at the characters again, or give up and read the passport</source>
        <translation>رقم التحقق لا يطابق في: %1. راجع الرموز مرة أخرى، أو اترك التأكيد واقرأ الجواز بالقارئ</translation>
    </message>
    <message>
        <source>Compare with the picture. Enter confirms, Shift+Enter goes back, Esc gives up</source>
        <translation>قارن بالصورة. Enter للتأكيد، وShift+Enter للرجوع، وEsc لترك التأكيد</translation>
    </message>
</context>
<context>
    <name>desk::ErrorSummary</name>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
</context>
<context>
    <name>desk::FindingRow</name>
    <message>
        <source>Rule %1</source>
        <translation>القاعدة %1</translation>
    </message>
</context>
<context>
    <name>desk::FormPage</name>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>Machine-readable zone</source>
        <translation>منطقة القراءة الآلية</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>إعادة القراءة</translation>
    </message>
    <message>
        <source>New passport</source>
        <translation>الجواز الجديد</translation>
    </message>
    <message>
        <source>On record now</source>
        <translation>المسجّل حاليًا</translation>
    </message>
    <message>
        <source>Update type</source>
        <translation>نوع التحديث</translation>
    </message>
    <message>
        <source>New passport number</source>
        <translation>رقم الجواز الجديد</translation>
    </message>
    <message>
        <source>Number again</source>
        <translation>الرقم مرة أخرى</translation>
    </message>
    <message>
        <source>Country, place of issue</source>
        <translation>بلد ومكان الإصدار</translation>
    </message>
    <message>
        <source>Country of issue</source>
        <translation>بلد الإصدار</translation>
    </message>
    <message>
        <source>Place of issue</source>
        <translation>مكان الإصدار</translation>
    </message>
    <message>
        <source>Issue date</source>
        <translation>تاريخ الإصدار</translation>
    </message>
    <message>
        <source>Expiry date</source>
        <translation>تاريخ الانتهاء</translation>
    </message>
    <message>
        <source>Name, to compare</source>
        <translation>الاسم، للمقارنة</translation>
    </message>
    <message>
        <source>Birth and sex</source>
        <translation>الميلاد والجنس</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>مقدم الطلب</translation>
    </message>
    <message>
        <source>Applicant number and name</source>
        <translation>رقم مقدم الطلب واسمه</translation>
    </message>
    <message>
        <source>Applicant&apos;s identity number</source>
        <translation>رقم هوية مقدم الطلب</translation>
    </message>
    <message>
        <source>Applicant&apos;s name</source>
        <translation>اسم مقدم الطلب</translation>
    </message>
    <message>
        <source>Authorised until</source>
        <translation>التفويض حتى</translation>
    </message>
    <message>
        <source>Loss report number</source>
        <translation>رقم بلاغ الفقدان</translation>
    </message>
    <message>
        <source>Reason for the deviation</source>
        <translation>سبب الاستثناء</translation>
    </message>
    <message>
        <source>The supervisor reads it</source>
        <translation>يقرؤه المشرف</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Fee recorded</source>
        <translation>الرسم مسجّل</translation>
    </message>
    <message>
        <source>Check before sending</source>
        <translation>مراجعة قبل الإرسال</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>حفظ كمسودة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Update passport information</source>
        <translation>تحديث معلومات الجواز</translation>
    </message>
    <message>
        <source>Error — %1</source>
        <translation>خطأ — %1</translation>
    </message>
    <message>
        <source>Draft saved %1</source>
        <translation>حُفظت المسودة %1</translation>
    </message>
    <message>
        <source>Draft saved automatically %1</source>
        <translation>حُفظت المسودة تلقائيًا %1</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>خطأ: %1</translation>
    </message>
    <message>
        <source>None on record</source>
        <translation>لا يوجد في السجل</translation>
    </message>
    <message numerus="yes">
        <source>Expired %n days ago</source>
        <translation>
            <numerusform>انتهى اليوم</numerusform>
            <numerusform>انتهى منذ يوم</numerusform>
            <numerusform>انتهى منذ يومين</numerusform>
            <numerusform>انتهى منذ %n أيام</numerusform>
            <numerusform>انتهى منذ %n يومًا</numerusform>
            <numerusform>انتهى منذ %n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>لم تُقرأ بعد</translation>
    </message>
    <message>
        <source>Partial read: %1 of %2 characters. Swipe again</source>
        <translation>قراءة ناقصة: %1 من %2 حرفًا. أعد تمرير الجواز</translation>
    </message>
    <message>
        <source>Ready to read the passport</source>
        <translation>جاهز لقراءة الجواز</translation>
    </message>
    <message>
        <source>%1 of %2 characters</source>
        <translation>%1 من %2 حرفًا</translation>
    </message>
    <message>
        <source>Read, %1 of %2 characters</source>
        <translation>تمت القراءة، %1 من %2 حرفًا</translation>
    </message>
    <message numerus="yes">
        <source>Read, %n check digits fail</source>
        <translation>
            <numerusform>تمت القراءة</numerusform>
            <numerusform>تمت القراءة مع خلل في رقم تحقق واحد</numerusform>
            <numerusform>تمت القراءة مع خلل في رقمي تحقق</numerusform>
            <numerusform>تمت القراءة مع خلل في %n أرقام تحقق</numerusform>
            <numerusform>تمت القراءة مع خلل في %n رقم تحقق</numerusform>
            <numerusform>تمت القراءة مع خلل في %n رقم تحقق</numerusform>
        </translation>
    </message>
    <message>
        <source>Read, with a problem</source>
        <translation>تمت القراءة مع خلل</translation>
    </message>
    <message>
        <source>From the read</source>
        <translation>من القراءة</translation>
    </message>
    <message>
        <source>From the read. %1</source>
        <translation>من القراءة. %1</translation>
    </message>
    <message>
        <source>As printed in the passport, for example %1</source>
        <translation>كما في الجواز، مثل %1</translation>
    </message>
    <message>
        <source>The read differs from what was typed</source>
        <translation>المقروء يخالف المُدخل</translation>
    </message>
    <message>
        <source>Look at the passport and choose for each field.</source>
        <translation>انظر إلى الجواز واختر لكل حقل.</translation>
    </message>
    <message>
        <source>Use the read %1</source>
        <translation>أخذ المقروء %1</translation>
    </message>
    <message>
        <source>Keep the typed %1</source>
        <translation>إبقاء المُدخل %1</translation>
    </message>
    <message>
        <source>Returned for correction by %1</source>
        <translation>أعادها للتصحيح %1</translation>
    </message>
    <message>
        <source>The place is the usual one of earlier cases: compare it with the passport</source>
        <translation>المكان المعتاد في المعاملات السابقة: قارنه بالجواز</translation>
    </message>
    <message>
        <source>Presented</source>
        <translation>عُرض</translation>
    </message>
    <message>
        <source>Not presented</source>
        <translation>لم يُعرض</translation>
    </message>
    <message>
        <source>Previous passport presented</source>
        <translation>عُرض الجواز السابق</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>المرفقات</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>إرفاق</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Attach scans</source>
        <translation>إرفاق صور</translation>
    </message>
    <message>
        <source>%1: attached</source>
        <translation>%1: مرفقة</translation>
    </message>
    <message>
        <source>%1: not attached</source>
        <translation>%1: لم تُرفق</translation>
    </message>
    <message>
        <source>Reading the scan</source>
        <translation>تُقرأ الصورة</translation>
    </message>
    <message>
        <source>The zone on the picture is not certain. Read the passport with the reader or type it</source>
        <translation>قراءة المنطقة من الصورة غير مؤكدة. اقرأ الجواز بالقارئ أو اكتب البيانات</translation>
    </message>
    <message>
        <source>No machine-readable zone was found on the picture. Read the passport with the reader or type it</source>
        <translation>لم توجد منطقة قراءة آلية في الصورة. اقرأ الجواز بالقارئ أو اكتب البيانات</translation>
    </message>
    <message>
        <source>Nothing was filled from the picture. Read the passport with the reader, type it, or attach the picture again</source>
        <translation>لم يُملأ شيء من الصورة. اقرأ الجواز بالقارئ، أو اكتب البيانات، أو أرفق الصورة مرة أخرى</translation>
    </message>
    <message>
        <source>Too little of the zone can be told on the picture. Scan it again at a finer resolution, or read the passport with the reader</source>
        <translation>منطقة القراءة الآلية غير واضحة في الصورة. أعد المسح بدقة أعلى، أو اقرأ الجواز بالقارئ</translation>
    </message>
    <message numerus="yes">
        <source>%n characters of the zone have to be confirmed, above</source>
        <translation>
            <numerusform>لا رموز بحاجة إلى تأكيد</numerusform>
            <numerusform>رمز واحد من منطقة القراءة بحاجة إلى تأكيد، في الأعلى</numerusform>
            <numerusform>رمزان من منطقة القراءة بحاجة إلى تأكيد، في الأعلى</numerusform>
            <numerusform>%n رموز من منطقة القراءة بحاجة إلى تأكيد، في الأعلى</numerusform>
            <numerusform>%n رمزًا من منطقة القراءة بحاجة إلى تأكيد، في الأعلى</numerusform>
            <numerusform>%n رمز من منطقة القراءة بحاجة إلى تأكيد، في الأعلى</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the machine-readable zone on the picture</source>
        <translation>تُقرأ منطقة القراءة الآلية في الصورة</translation>
    </message>
    <message>
        <source>Wrong update</source>
        <translation>التحديث الخاطئ</translation>
    </message>
    <message>
        <source>Put the passport before it back</source>
        <translation>أعد الجواز الذي قبله</translation>
    </message>
    <message>
        <source>It recorded %1</source>
        <translation>سجّل الجواز %1</translation>
    </message>
    <message>
        <source>The reference number of the update that is wrong, as on its receipt</source>
        <translation>رقم معاملة التحديث الخاطئ كما في إيصاله</translation>
    </message>
    <message numerus="yes">
        <source>Read the passport again %n times first; it may be the read that is wrong</source>
        <translation>
            <numerusform>الجواز أُعيدت قراءته</numerusform>
            <numerusform>أعد قراءة الجواز مرة أخرى أولًا، فقد يكون الخلل في القراءة</numerusform>
            <numerusform>أعد قراءة الجواز مرتين أولًا، فقد يكون الخلل في القراءة</numerusform>
            <numerusform>أعد قراءة الجواز %n مرات أولًا، فقد يكون الخلل في القراءة</numerusform>
            <numerusform>أعد قراءة الجواز %n مرة أولًا، فقد يكون الخلل في القراءة</numerusform>
            <numerusform>أعد قراءة الجواز %n مرة أولًا، فقد يكون الخلل في القراءة</numerusform>
        </translation>
    </message>
    <message>
        <source>Attach it</source>
        <translation>إرفاقه</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>A file came from the scanner: %1</source>
        <translation>وصل ملف من الماسح: %1</translation>
    </message>
    <message>
        <source>The scanner&apos;s folder %1 cannot be reached. It is looked for again</source>
        <translation>تعذّر الوصول إلى مجلد الماسح %1. تتكرر المحاولة تلقائيًا</translation>
    </message>
</context>
<context>
    <name>desk::HeaderBar</name>
    <message>
        <source>%1 branch, desk %2</source>
        <translation>مكتب %1، الجهاز %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>the person signed in, and as what</extracomment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Passport Desk</source>
        <translation>مكتب الجواز</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>تدريب</translation>
    </message>
</context>
<context>
    <name>desk::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>المساعدة والاختصارات</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>الاختصارات</translation>
    </message>
    <message>
        <source>How to read the marks</source>
        <translation>كيف تُقرأ العلامات</translation>
    </message>
    <message>
        <source>About</source>
        <translation>عن البرنامج</translation>
    </message>
    <message>
        <source>Show the notices of what it uses</source>
        <translation>إظهار إشعارات ما يستخدمه البرنامج</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Keeps the case from being sent. Correct it.</source>
        <translation>يمنع إرسال المعاملة. صحّحه.</translation>
    </message>
    <message>
        <source>Can be sent; a supervisor decides with a reason.</source>
        <translation>تُرسل، ويقرر المشرف مع ذكر السبب.</translation>
    </message>
    <message>
        <source>Read it and acknowledge it with Space.</source>
        <translation>اقرأه وأقرّ بالاطلاع عليه بمفتاح المسافة.</translation>
    </message>
    <message>
        <source>Good to know; asks nothing of you.</source>
        <translation>للعلم، ولا يطلب منك شيئًا.</translation>
    </message>
    <message>
        <source>Checked, and in order.</source>
        <translation>فُحص ووُجد صحيحًا.</translation>
    </message>
    <message>
        <source>Waits for something not entered yet.</source>
        <translation>ينتظر ما لم يُدخل بعد.</translation>
    </message>
    <message>
        <source>Does not concern this case.</source>
        <translation>لا يخص هذه المعاملة.</translation>
    </message>
    <message>
        <source>Passport Desk</source>
        <translation>مكتب الجواز</translation>
    </message>
    <message>
        <source>Passport updates for residents</source>
        <translation>تحديث معلومات الجواز للمقيمين</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Rule pack</source>
        <translation>حزمة القواعد</translation>
    </message>
</context>
<context>
    <name>desk::HomePage</name>
    <message>
        <source>Find a &amp;resident</source>
        <translation>البحث عن &amp;مقيم</translation>
    </message>
    <message>
        <source>Iqama, passport, border or mobile number, or a name</source>
        <translation>رقم الإقامة أو الجواز أو الحدود أو الجوال، أو الاسم</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>The name in Arabic or Latin letters. Swipe the passport or the resident identity card from anywhere on this page.</source>
        <translation>الاسم بالعربية أو اللاتينية. مرّر الجواز أو بطاقة هوية مقيم على القارئ من أي مكان في هذه الصفحة.</translation>
    </message>
    <message>
        <source>Returned to you for correction</source>
        <translation>معادة إليك للتصحيح</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>الأقدم أولًا</translation>
    </message>
    <message>
        <source>No cases are returned to you. Begin by finding a resident (F2).</source>
        <translation>لا توجد معاملات معادة إليك. ابدأ بالبحث عن مقيم (F2).</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>مسودات</translation>
    </message>
    <message>
        <source>Saved by themselves, not sent before you check them</source>
        <translation>تُحفظ تلقائيًا، ولا تُرسل قبل المراجعة</translation>
    </message>
    <message>
        <source>No drafts.</source>
        <translation>لا توجد مسودات.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Pending review</source>
        <translation>بانتظار المراجعة</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>معتمدة</translation>
    </message>
    <message>
        <source>In the register</source>
        <translation>مثبتة في السجل</translation>
    </message>
    <message>
        <source>Returned for correction</source>
        <translation>معادة للتصحيح</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>صندوق الصادر</translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation>فتح صندوق الصادر</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>الرئيسية</translation>
    </message>
    <message>
        <source>You have a draft that was not sent: %1</source>
        <translation>لديك مسودة لم تُرسل: %1</translation>
    </message>
    <message>
        <source>Enter goes on with it.</source>
        <translation>اضغط Enter لمتابعتها.</translation>
    </message>
    <message>
        <source>Ready to read a passport</source>
        <translation>جاهز لقراءة الجواز</translation>
    </message>
    <message>
        <source>No cases are returned to you.</source>
        <translation>لا توجد معاملات معادة إليك.</translation>
    </message>
</context>
<context>
    <name>desk::HouseholdModel</name>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Iqama number</source>
        <translation>رقم الإقامة</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>صلة القرابة</translation>
    </message>
    <message>
        <source>Passport on record</source>
        <translation>الجواز المسجّل</translation>
    </message>
</context>
<context>
    <name>desk::IdentityBar</name>
    <message>
        <source>Iqama number</source>
        <translation>رقم الإقامة</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>الجنسية</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>expired</source>
        <extracomment>of an iqama, beside its date</extracomment>
        <translation>منتهية</translation>
    </message>
    <message>
        <source>Iqama expiry</source>
        <translation>انتهاء الإقامة</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>صاحب العمل</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>رب الأسرة</translation>
    </message>
</context>
<context>
    <name>desk::IneligiblePage</name>
    <message>
        <source>The passport cannot be updated now</source>
        <translation>لا يمكن تحديث الجواز الآن</translation>
    </message>
    <message>
        <source>What you entered is kept as a draft. It is on your home page until you send or end it.</source>
        <translation>ما أدخلته محفوظ كمسودة، وتجده في الصفحة الرئيسية حتى ترسله أو تسحبه.</translation>
    </message>
    <message>
        <source>Correct the date</source>
        <translation>تصحيح التاريخ</translation>
    </message>
    <message>
        <source>End, and keep the draft</source>
        <translation>إنهاء مع حفظ المسودة</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>رجوع إلى النموذج</translation>
    </message>
</context>
<context>
    <name>desk::LoginPage</name>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>For the staff of the branch</source>
        <translation>للعاملين في المكتب</translation>
    </message>
    <message>
        <source>User &amp;name</source>
        <translation>ا&amp;سم المستخدم</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;كلمة المرور</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>Password forgotten? A supervisor of the branch sets a new one.</source>
        <translation>نسيت كلمة المرور؟ يعيد مشرف المكتب تعيينها.</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <extracomment>%1 is what is wrong</extracomment>
        <translation>خطأ: %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Keyboard: Arabic</source>
        <translation>لوحة المفاتيح: عربي</translation>
    </message>
    <message>
        <source>Keyboard: EN</source>
        <translation>لوحة المفاتيح: EN</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Caps Lock مفعّل</translation>
    </message>
    <message>
        <source>The screen is locked. %1 goes on where they were.</source>
        <translation>الشاشة مقفلة، ويتابع %1 من حيث توقف.</translation>
    </message>
</context>
<context>
    <name>desk::LookAlikeNotice</name>
    <message>
        <source>Compare the character in position %1 by eye:</source>
        <translation>تحقّق بصريًا من الخانة %1:</translation>
    </message>
    <message>
        <source>Compare the characters in positions %1 by eye:</source>
        <translation>تحقّق بصريًا من الخانات %1:</translation>
    </message>
    <message>
        <source>Compared with the passport</source>
        <translation>قارنتها بالجواز</translation>
    </message>
</context>
<context>
    <name>desk::LookupModel</name>
    <message>
        <source>Iqama number</source>
        <translation>رقم الإقامة</translation>
    </message>
    <message>
        <source>Passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>Border number</source>
        <translation>رقم الحدود</translation>
    </message>
    <message>
        <source>Mobile number</source>
        <translation>رقم الجوال</translation>
    </message>
    <message>
        <source>Employer&apos;s number</source>
        <translation>رقم صاحب العمل</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>رب الأسرة</translation>
    </message>
    <message>
        <source>Every word, together</source>
        <translation>الكلمات كلها متجاورة</translation>
    </message>
    <message>
        <source>Every word, others between</source>
        <translation>الكلمات كلها، وبينها كلمة أخرى</translation>
    </message>
    <message>
        <source>The beginning of a word</source>
        <translation>بداية كلمة</translation>
    </message>
    <message>
        <source>Once spelling is made even</source>
        <translation>بعد توحيد الكتابة</translation>
    </message>
    <message>
        <source>Sounds alike</source>
        <translation>نطق قريب</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Can be updated</source>
        <translation>مؤهل للتحديث</translation>
    </message>
    <message>
        <source>A case is open</source>
        <translation>توجد معاملة قائمة</translation>
    </message>
    <message>
        <source>Iqama expired</source>
        <translation>الإقامة منتهية</translation>
    </message>
    <message>
        <source>Needs the supervisor</source>
        <translation>يلزم اعتماد المشرف</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا يوجد</translation>
    </message>
    <message>
        <source>Birth</source>
        <extracomment>head of a column: date of birth</extracomment>
        <translation>الميلاد</translation>
    </message>
    <message>
        <source>Passport on record</source>
        <translation>الجواز المسجّل</translation>
    </message>
    <message>
        <source>Why it was found</source>
        <translation>سبب المطابقة</translation>
    </message>
    <message>
        <source>Eligibility</source>
        <translation>الأهلية</translation>
    </message>
</context>
<context>
    <name>desk::LookupPage</name>
    <message>
        <source>Find a resident</source>
        <translation>البحث عن مقيم</translation>
    </message>
    <message>
        <source>Iqama, passport, border or mobile number, or a name</source>
        <translation>رقم الإقامة أو الجواز أو الحدود أو الجوال، أو الاسم</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>تصفية</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>صاحب العمل</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>سنة الميلاد</translation>
    </message>
    <message>
        <source>Residents found</source>
        <translation>المقيمون المطابقون</translation>
    </message>
    <message>
        <source>Open the resident&apos;s card</source>
        <translation>فتح بطاقة المقيم</translation>
    </message>
    <message>
        <source>Update passport information</source>
        <translation>تحديث معلومات الجواز</translation>
    </message>
    <message>
        <source>Enter the iqama number (10 digits) or swipe the card.</source>
        <translation>أدخل رقم الإقامة (10 أرقام) أو مرّر البطاقة على القارئ.</translation>
    </message>
    <message>
        <source>No resident with number %1. Compare the digits with the resident identity card.</source>
        <translation>لا يوجد مقيم برقم %1. تحقّق من الأرقام كما في بطاقة هوية مقيم.</translation>
    </message>
    <message>
        <source>Nobody found. Try fewer letters, or the iqama number.</source>
        <translation>لا يوجد مطابق. جرّب حروفًا أقل أو رقم الإقامة.</translation>
    </message>
    <message>
        <source>%1 of %2 shown, the closest first</source>
        <translation>يظهر %1 من %2، الأقرب أولًا</translation>
    </message>
    <message numerus="yes">
        <source>%n found, the closest first</source>
        <translation>
            <numerusform>لا نتائج</numerusform>
            <numerusform>نتيجة واحدة</numerusform>
            <numerusform>نتيجتان، الأقرب أولًا</numerusform>
            <numerusform>%n نتائج، الأقرب أولًا</numerusform>
            <numerusform>%n نتيجة، الأقرب أولًا</numerusform>
            <numerusform>%n نتيجة، الأقرب أولًا</numerusform>
        </translation>
    </message>
    <message>
        <source>The iqama number does not match its check digit. Compare the digits with the card.</source>
        <translation>رقم الإقامة لا يطابق رقم التحقق. قارن الأرقام بالبطاقة.</translation>
    </message>
    <message>
        <source>Nationality: %1</source>
        <translation>الجنسية: %1</translation>
    </message>
    <message>
        <source>Born %1</source>
        <translation>مواليد %1</translation>
    </message>
    <message>
        <source>Nobody here has an employer</source>
        <translation>لا أحد هنا له صاحب عمل</translation>
    </message>
    <message>
        <source>Ready to read a passport</source>
        <translation>جاهز لقراءة الجواز</translation>
    </message>
    <message>
        <source>From this desk&apos;s copy, updated %1</source>
        <translation>النتائج من نسخة هذا الجهاز، حُدّثت %1</translation>
    </message>
    <message>
        <source>Add another name</source>
        <translation>أضف اسمًا آخر</translation>
    </message>
    <message>
        <source>Add the year of birth, as in %1</source>
        <translation>أضف سنة الميلاد، مثل %1</translation>
    </message>
    <message>
        <source>Add the country&apos;s code, as in %1</source>
        <translation>أضف رمز الدولة، مثل %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>a count, and how to get fewer</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>More than can be ranked. %1</source>
        <comment>how to get fewer</comment>
        <translation>النتائج أكثر مما يمكن ترتيبه. %1</translation>
    </message>
    <message>
        <source>Not on this desk, which holds part of the register. Asking the hub…</source>
        <translation>ليس في هذا الجهاز الذي يحفظ جزءًا من السجل. جارٍ سؤال الخادم المركزي…</translation>
    </message>
    <message>
        <source>Not on this desk, which holds part of the register, and the hub cannot be reached. The number may be a resident&apos;s all the same. Search again when the line is back.</source>
        <translation>ليس في هذا الجهاز الذي يحفظ جزءًا من السجل، وتعذّر الوصول إلى الخادم المركزي. قد يكون الرقم لمقيم مع ذلك. أعد البحث حين يعود الاتصال.</translation>
    </message>
    <message>
        <source>Neither this desk nor the hub knows a resident with number %1. Compare the digits with the resident identity card.</source>
        <translation>لا يعرف هذا الجهاز ولا الخادم المركزي مقيمًا بالرقم %1. قارن الأرقام ببطاقة هوية المقيم.</translation>
    </message>
</context>
<context>
    <name>desk::MainWindow</name>
    <message>
        <source>Sign out with unsent cases?</source>
        <translation>تسجيل الخروج ومعاملات لم تُرسل</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) are not sent yet. They stay on this desk and are sent when it is next open.</source>
        <translation>
            <numerusform>كل المعاملات أُرسلت.</numerusform>
            <numerusform>لم تُرسل معاملة واحدة بعد. تبقى على هذا الجهاز وتُرسل عند فتحه.</numerusform>
            <numerusform>لم تُرسل معاملتان بعد. تبقيان على هذا الجهاز وتُرسلان عند فتحه.</numerusform>
            <numerusform>لم تُرسل %n معاملات بعد. تبقى على هذا الجهاز وتُرسل عند فتحه.</numerusform>
            <numerusform>لم تُرسل %n معاملة بعد. تبقى على هذا الجهاز وتُرسل عند فتحه.</numerusform>
            <numerusform>لم تُرسل %n معاملة بعد. تبقى على هذا الجهاز وتُرسل عند فتحه.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>البقاء</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>الرئيسية</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) await review</source>
        <translation>
            <numerusform>لا معاملات بانتظار المراجعة</numerusform>
            <numerusform>معاملة واحدة بانتظار المراجعة</numerusform>
            <numerusform>معاملتان بانتظار المراجعة</numerusform>
            <numerusform>%n معاملات بانتظار المراجعة</numerusform>
            <numerusform>%n معاملة بانتظار المراجعة</numerusform>
            <numerusform>%n معاملة بانتظار المراجعة</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a resident</source>
        <translation>البحث عن مقيم</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>صندوق الصادر</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not sent</source>
        <translation>
            <numerusform>لا معاملات لم تُرسل</numerusform>
            <numerusform>لم تُرسل معاملة واحدة</numerusform>
            <numerusform>لم تُرسل معاملتان</numerusform>
            <numerusform>لم تُرسل %n معاملات</numerusform>
            <numerusform>لم تُرسل %n معاملة</numerusform>
            <numerusform>لم تُرسل %n معاملة</numerusform>
        </translation>
    </message>
    <message>
        <source>Open case</source>
        <translation>معاملة مفتوحة</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>%1 — Passport Desk</source>
        <translation>%1 — مكتب الجواز</translation>
    </message>
    <message>
        <source>Passport Desk</source>
        <translation>مكتب الجواز</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>طابور المراجعة</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>قفل الشاشة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
</context>
<context>
    <name>desk::NoDeskPage</name>
    <message>
        <source>There is no desk here yet</source>
        <translation>لا يوجد مكتب على هذا الجهاز بعد</translation>
    </message>
    <message>
        <source>An administrator makes it once, in a terminal on this machine:</source>
        <translation>ينشئه مسؤول النظام مرة واحدة من سطر الأوامر على هذا الجهاز:</translation>
    </message>
    <message>
        <source>An empty desk</source>
        <translation>مكتب جديد بلا بيانات</translation>
    </message>
    <message>
        <source>A demo office with people who do not exist, for training</source>
        <translation>مكتب تدريب فيه أشخاص غير حقيقيين</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>نسخ الأوامر</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>المساعدة</translation>
    </message>
    <message>
        <source>No desk yet</source>
        <translation>لا يوجد مكتب بعد</translation>
    </message>
    <message>
        <source>The desk cannot be opened</source>
        <translation>تعذّر فتح المكتب</translation>
    </message>
</context>
<context>
    <name>desk::OutboxModel</name>
    <message>
        <source>Not by itself</source>
        <translation>لن تُعاد تلقائيًا</translation>
    </message>
    <message>
        <source>Nothing now.</source>
        <translation>لا شيء الآن.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>المعاملة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>المحاولات</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>المحاولة التالية</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>ما العمل</translation>
    </message>
</context>
<context>
    <name>desk::OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>صندوق الصادر</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>تعذّر الإرسال</translation>
    </message>
    <message>
        <source>Waiting to retry</source>
        <translation>بانتظار إعادة المحاولة</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>قيد الإرسال</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>متعارضة</translation>
    </message>
    <message>
        <source>Sent, last 7 days</source>
        <translation>أُرسلت، آخر 7 أيام</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>ما حدث</translation>
    </message>
    <message>
        <source>What the message holds</source>
        <translation>ما في الرسالة</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>الفعل</translation>
    </message>
    <message>
        <source>Passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>Iqama number</source>
        <translation>رقم الإقامة</translation>
    </message>
    <message>
        <source>Open case</source>
        <translation>فتح المعاملة</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>إعادة محاولة الكل</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Copy support report</source>
        <translation>نسخ تقرير الدعم</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>لا شيء بانتظار الإرسال.</translation>
    </message>
    <message>
        <source>Nothing here.</source>
        <translation>لا شيء هنا.</translation>
    </message>
    <message>
        <source>Last successful exchange %1</source>
        <translation>آخر مزامنة ناجحة %1</translation>
    </message>
    <message>
        <source>Response time %1</source>
        <translation>زمن الاستجابة %1</translation>
    </message>
    <message>
        <source>Not sent %1</source>
        <translation>لم تُرسل %1</translation>
    </message>
    <message>
        <source>This desk knows no hub yet</source>
        <translation>هذا الجهاز غير مرتبط بالخادم المركزي</translation>
    </message>
    <message>
        <source>Everything is kept here until it is enrolled.</source>
        <translation>يُحفظ كل شيء هنا حتى يُسجَّل الجهاز.</translation>
    </message>
    <message>
        <source>Sending is stopped</source>
        <translation>الإرسال متوقف</translation>
    </message>
    <message>
        <source>Not connected since %1. Entering and saving go on.</source>
        <translation>غير متصل منذ %1. الإدخال والحفظ متاحان.</translation>
    </message>
    <message>
        <source>Not connected yet. Entering and saving go on.</source>
        <translation>غير متصل بعد. الإدخال والحفظ متاحان.</translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>كل شيء أُرسل</translation>
    </message>
    <message numerus="yes">
        <source>%n items are not sent, and no data is lost.</source>
        <translation>
            <numerusform>كل شيء أُرسل، ولم تُفقد أي بيانات.</numerusform>
            <numerusform>معاملة لم تُرسل، ولم تُفقد أي بيانات.</numerusform>
            <numerusform>معاملتان لم تُرسلا، ولم تُفقد أي بيانات.</numerusform>
            <numerusform>%n معاملات لم تُرسل، ولم تُفقد أي بيانات.</numerusform>
            <numerusform>%n معاملة لم تُرسل، ولم تُفقد أي بيانات.</numerusform>
            <numerusform>%n معاملة لم تُرسل، ولم تُفقد أي بيانات.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases conflict with the register.</source>
        <translation>
            <numerusform>لا معاملات تتعارض مع السجل.</numerusform>
            <numerusform>معاملة واحدة تتعارض مع السجل.</numerusform>
            <numerusform>معاملتان تتعارضان مع السجل.</numerusform>
            <numerusform>%n معاملات تتعارض مع السجل.</numerusform>
            <numerusform>%n معاملة تتعارض مع السجل.</numerusform>
            <numerusform>%n معاملة تتعارض مع السجل.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not sent again before it is corrected</source>
        <translation>لا يُعاد إرسالها قبل التصحيح</translation>
    </message>
    <message>
        <source>Open the case to correct it</source>
        <translation>فتح المعاملة للتصحيح</translation>
    </message>
    <message>
        <source>Kept in the outbox with the case</source>
        <translation>حُفظت في صندوق الصادر مع المعاملة</translation>
    </message>
    <message>
        <source>Report copied, without personal data</source>
        <translation>نُسخ التقرير بلا بيانات شخصية</translation>
    </message>
    <message>
        <source>What this desk has to send</source>
        <translation>ما لدى هذا الجهاز للإرسال</translation>
    </message>
    <message>
        <source>Not in it</source>
        <translation>لا يرد فيها</translation>
    </message>
    <message>
        <source>Cancel sending</source>
        <translation>إلغاء الإرسال</translation>
    </message>
    <message>
        <source>Reason for cancelling</source>
        <translation>سبب الإلغاء</translation>
    </message>
    <message>
        <source>Choose the reason first</source>
        <translation>اختر السبب أولًا</translation>
    </message>
    <message>
        <source>Cancel this message?</source>
        <translation>هل تريد إلغاء هذه الرسالة؟</translation>
    </message>
    <message>
        <source>The hub never gets it. A case that is cancelled goes back to its maker, a decision that is cancelled waits for review again.</source>
        <translation>لن تصل الرسالة إلى الخادم المركزي. المعاملة الملغاة تعود إلى منشئها، والقرار الملغى يعود إلى المراجعة.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>المعاملة</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الإبقاء عليها</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>أُلغيت</translation>
    </message>
    <message>
        <source>the first %1 are listed</source>
        <translation>المعروض أول %1</translation>
    </message>
</context>
<context>
    <name>desk::PanelModel</name>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>New passport</source>
        <translation>الجواز الجديد</translation>
    </message>
    <message>
        <source>Against the record</source>
        <translation>مقارنة السجل</translation>
    </message>
    <message>
        <source>Eligibility and authority</source>
        <translation>الأهلية والصلاحية</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>عُرض</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>desk::PasswordPage</name>
    <message>
        <source>Change password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>&amp;Present password</source>
        <translation>كلمة المرور ال&amp;حالية</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>كلمة المرور ال&amp;جديدة</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>كلمة المرور الجديدة مرة أ&amp;خرى</translation>
    </message>
    <message>
        <source>At least 8 characters. Several words are easier to remember and harder to guess.</source>
        <translation>8 أحرف على الأقل. عدة كلمات أسهل حفظًا وأصعب تخمينًا.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>خطأ: %1</translation>
    </message>
    <message>
        <source>Enter the present password</source>
        <translation>أدخل كلمة المرور الحالية</translation>
    </message>
    <message>
        <source>Enter the new password</source>
        <translation>أدخل كلمة المرور الجديدة</translation>
    </message>
    <message>
        <source>The second entry of the new password differs from the first</source>
        <translation>كلمة المرور الجديدة في المرة الثانية تخالف الأولى</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>تغيّرت كلمة المرور.</translation>
    </message>
</context>
<context>
    <name>desk::QueueModel</name>
    <message>
        <source>High</source>
        <translation>عالٍ</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>متوسط</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>عادي</translation>
    </message>
    <message>
        <source>Your own case</source>
        <translation>معاملتك</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>بلا ملاحظات</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>الخطر</translation>
    </message>
    <message>
        <source>Resident and case</source>
        <translation>المقيم والمعاملة</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>الانتظار</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>%1 is reviewing this case</source>
        <translation>يراجع %1 هذه المعاملة الآن</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>In review</source>
        <comment>somebody reviews the case now</comment>
        <translation>تُراجع الآن</translation>
    </message>
</context>
<context>
    <name>desk::QueuePage</name>
    <message>
        <source>Filter</source>
        <translation>تصفية</translation>
    </message>
    <message>
        <source>Review queue</source>
        <translation>طابور المراجعة</translation>
    </message>
    <message>
        <source>Remove the filter</source>
        <translation>إزالة التصفية</translation>
    </message>
    <message>
        <source>Highest risk first, then the oldest</source>
        <translation>الأعلى خطرًا، ثم الأقدم</translation>
    </message>
    <message>
        <source>Cases to review</source>
        <translation>معاملات للمراجعة</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>Open case</source>
        <translation>فتح المعاملة</translation>
    </message>
    <message>
        <source>Refresh list</source>
        <translation>تحديث القائمة</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>معاملتك</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>الحكم</translation>
    </message>
    <message>
        <source>Warnings only</source>
        <translation>تنبيه فقط</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>بلا ملاحظات</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>الانتظار</translation>
    </message>
    <message>
        <source>More than an hour</source>
        <translation>أكثر من ساعة</translation>
    </message>
    <message>
        <source>15 to 60 minutes</source>
        <translation>15 إلى 60 دقيقة</translation>
    </message>
    <message numerus="yes">
        <source>%n decided today</source>
        <translation>
            <numerusform>لم يُنجز شيء اليوم</numerusform>
            <numerusform>أُنجزت معاملة اليوم</numerusform>
            <numerusform>أُنجزت معاملتان اليوم</numerusform>
            <numerusform>أُنجزت %n معاملات اليوم</numerusform>
            <numerusform>أُنجزت %n معاملة اليوم</numerusform>
            <numerusform>أُنجزت %n معاملة اليوم</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No case fits the filter.</source>
        <translation>لا معاملة توافق التصفية.</translation>
    </message>
    <message numerus="yes">
        <source>No cases wait for review. %n decided today.</source>
        <translation>
            <numerusform>لا توجد معاملات بانتظار المراجعة.</numerusform>
            <numerusform>لا توجد معاملات بانتظار المراجعة. أُنجزت معاملة اليوم.</numerusform>
            <numerusform>لا توجد معاملات بانتظار المراجعة. أُنجزت معاملتان اليوم.</numerusform>
            <numerusform>لا توجد معاملات بانتظار المراجعة. أُنجزت %n معاملات اليوم.</numerusform>
            <numerusform>لا توجد معاملات بانتظار المراجعة. أُنجزت %n معاملة اليوم.</numerusform>
            <numerusform>لا توجد معاملات بانتظار المراجعة. أُنجزت %n معاملة اليوم.</numerusform>
        </translation>
    </message>
    <message>
        <source>On record</source>
        <translation>المسجّل</translation>
    </message>
    <message>
        <source>New</source>
        <translation>الجديد</translation>
    </message>
    <message>
        <source>Under 15 minutes</source>
        <translation>أقل من 15 دقيقة</translation>
    </message>
</context>
<context>
    <name>desk::ReceiptPage</name>
    <message>
        <source>Case number</source>
        <translation>رقم المعاملة</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>نسخ الرقم</translation>
    </message>
    <message>
        <source>Where the case is</source>
        <translation>أين وصلت المعاملة</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>الإيصال</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>حفظ PDF</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>معاملة جديدة</translation>
    </message>
    <message>
        <source>Another case of this household</source>
        <translation>معاملة أخرى لنفس الأسرة</translation>
    </message>
    <message>
        <source>Number copied</source>
        <translation>نُسخ الرقم</translation>
    </message>
    <message>
        <source>The register is unchanged. It changes when a supervisor has approved and the register confirms.</source>
        <translation>لم يتغيّر السجل بعد. يتغيّر بعد اعتماد المشرف وتأكيد السجل.</translation>
    </message>
    <message>
        <source>The new passport stands in the register</source>
        <translation>الجواز الجديد مثبت في السجل</translation>
    </message>
    <message>
        <source>The register has confirmed it.</source>
        <translation>أكّد السجل التحديث.</translation>
    </message>
    <message>
        <source>The register is unchanged.</source>
        <translation>لم يتغيّر السجل.</translation>
    </message>
    <message>
        <source>The case is approved</source>
        <translation>اعتُمدت المعاملة</translation>
    </message>
    <message>
        <source>The register has not confirmed it yet.</source>
        <translation>لم يؤكد السجل التحديث بعد.</translation>
    </message>
    <message>
        <source>The case was sent for review</source>
        <translation>أُرسلت المعاملة للمراجعة</translation>
    </message>
    <message>
        <source>Saved on this desk, will be sent</source>
        <translation>حُفظت على هذا الجهاز، وستُرسل</translation>
    </message>
    <message>
        <source>Tell the holder: the resident ID can be renewed now.</source>
        <translation>أخبر المستفيد: يمكن تجديد هوية مقيم الآن.</translation>
    </message>
    <message>
        <source>Tell the holder: the resident ID is renewed after the update stands in the register. The receipt does not prove approval.</source>
        <translation>أخبر المستفيد: تُجدَّد هوية مقيم بعد أن يصبح التحديث مثبتًا في السجل. الإيصال لا يثبت الاعتماد.</translation>
    </message>
    <message>
        <source>Saved on this desk</source>
        <translation>حُفظت على هذا الجهاز</translation>
    </message>
    <message>
        <source>Sent, the hub received it</source>
        <translation>أُرسلت، واستلمها الخادم المركزي</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>قيد الإرسال</translation>
    </message>
    <message>
        <source>Sent by itself as soon as the hub can be reached</source>
        <translation>تُرسل تلقائيًا عند عودة الاتصال</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>روجعت</translation>
    </message>
    <message>
        <source>With the supervisor</source>
        <translation>عند المشرف</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>No printer; save the receipt as PDF</source>
        <translation>لا توجد طابعة. احفظ الإيصال PDF</translation>
    </message>
    <message>
        <source>The printer does not answer; save the receipt as PDF</source>
        <translation>الطابعة لا تستجيب. احفظ الإيصال PDF</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>أُرسل إلى الطابعة</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>حفظ الإيصال</translation>
    </message>
    <message>
        <source>Receipt saved</source>
        <translation>حُفظ الإيصال</translation>
    </message>
    <message>
        <source>Still on the shared passport</source>
        <translation>بقي على الجواز المشترك</translation>
    </message>
    <message>
        <source>Open their case</source>
        <translation>افتح معاملة</translation>
    </message>
    <message>
        <source>Open the case of %1</source>
        <translation>افتح معاملة %1</translation>
    </message>
    <message>
        <source>Compare both sides</source>
        <translation>مقارنة القيمتين</translation>
    </message>
</context>
<context>
    <name>desk::ResidentPage</name>
    <message>
        <source>Verdict</source>
        <translation>الحكم</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>Way out</source>
        <translation>المخرج</translation>
    </message>
    <message>
        <source>Show the checks</source>
        <translation>إظهار الفحوص</translation>
    </message>
    <message>
        <source>The record</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Passport on record</source>
        <translation>الجواز المسجّل</translation>
    </message>
    <message>
        <source>No passport is on record</source>
        <translation>لا يوجد جواز مسجّل</translation>
    </message>
    <message>
        <source>Passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>جهة الإصدار</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>سُجّل بالمعاملة</translation>
    </message>
    <message>
        <source>Issue date</source>
        <translation>تاريخ الإصدار</translation>
    </message>
    <message>
        <source>Expiry date</source>
        <translation>تاريخ الانتهاء</translation>
    </message>
    <message>
        <source>Earlier cases</source>
        <translation>معاملات سابقة</translation>
    </message>
    <message>
        <source>Dependants</source>
        <translation>التابعون</translation>
    </message>
    <message>
        <source>Others of the household</source>
        <translation>بقية أفراد الأسرة</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>قبل أن تبدأ</translation>
    </message>
    <message>
        <source>The type that fits</source>
        <translation>النوع المناسب لهذه الحالة</translation>
    </message>
    <message>
        <source>You can change it in the form</source>
        <translation>يمكنك تغييره في النموذج</translation>
    </message>
    <message>
        <source>Ask for</source>
        <translation>اطلب من المستفيد</translation>
    </message>
    <message>
        <source>Attached to the case</source>
        <translation>ترفق في المعاملة</translation>
    </message>
    <message>
        <source>Update passport information</source>
        <translation>تحديث معلومات الجواز</translation>
    </message>
    <message>
        <source>Copy the iqama number</source>
        <translation>نسخ رقم الإقامة</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>رجوع إلى النتائج</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>المقيم</translation>
    </message>
    <message>
        <source>Case %1 of this resident is open. Go on with it.</source>
        <translation>المعاملة %1 لهذا المقيم مفتوحة. تابعها.</translation>
    </message>
    <message>
        <source>Case %1 of this resident is under way.</source>
        <translation>المعاملة %1 لهذا المقيم قيد الإجراء.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) must be settled first.</source>
        <translation>
            <numerusform>لا شيء يمنع التحديث.</numerusform>
            <numerusform>أمر واحد يلزم تسويته أولًا.</numerusform>
            <numerusform>أمران تلزم تسويتهما أولًا.</numerusform>
            <numerusform>%n أمور تلزم تسويتها أولًا.</numerusform>
            <numerusform>%n أمرًا تلزم تسويتها أولًا.</numerusform>
            <numerusform>%n أمر تلزم تسويتها أولًا.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing keeps it from being sent. %n thing(s) for the supervisor to decide.</source>
        <translation>
            <numerusform>لا شيء يمنع الإرسال.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. أمر واحد يقرره المشرف.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. أمران يقررهما المشرف.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمور يقررها المشرف.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمرًا يقررها المشرف.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمر يقررها المشرف.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing keeps it from being sent. %n thing(s) to read and acknowledge.</source>
        <translation>
            <numerusform>لا شيء يمنع الإرسال.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. أمر واحد تقرؤه وتقرّ بالاطلاع عليه.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. أمران تقرؤهما وتقرّ بالاطلاع عليهما.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمور تقرؤها وتقرّ بالاطلاع عليها.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمرًا تقرؤها وتقرّ بالاطلاع عليها.</numerusform>
            <numerusform>لا شيء يمنع الإرسال. %n أمر تقرؤها وتقرّ بالاطلاع عليها.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>لا شيء يمنع التحديث.</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>لا فحوص مطابقة</numerusform>
            <numerusform>فحص واحد مطابق</numerusform>
            <numerusform>فحصان مطابقان</numerusform>
            <numerusform>%n فحوص مطابقة</numerusform>
            <numerusform>%n فحصًا مطابقًا</numerusform>
            <numerusform>%n فحص مطابق</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide the checks</source>
        <translation>إخفاء الفحوص</translation>
    </message>
    <message>
        <source>Rule %1</source>
        <translation>القاعدة %1</translation>
    </message>
    <message>
        <source>Go on with the open case</source>
        <translation>متابعة المعاملة المفتوحة</translation>
    </message>
    <message numerus="yes">
        <source>Expired %n day(s) ago</source>
        <translation>
            <numerusform>انتهى اليوم</numerusform>
            <numerusform>انتهى منذ يوم</numerusform>
            <numerusform>انتهى منذ يومين</numerusform>
            <numerusform>انتهى منذ %n أيام</numerusform>
            <numerusform>انتهى منذ %n يومًا</numerusform>
            <numerusform>انتهى منذ %n يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>No earlier cases.</source>
        <translation>لا توجد معاملات سابقة.</translation>
    </message>
    <message>
        <source>Nobody else is recorded in this household.</source>
        <translation>لا أحد غيره مسجّل في هذه الأسرة.</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>الأسرة</translation>
    </message>
    <message>
        <source>The renewed passport itself</source>
        <translation>الجواز المجدد الأصل</translation>
    </message>
    <message>
        <source>The former passport</source>
        <translation>الجواز السابق</translation>
    </message>
    <message>
        <source>The holder, or who may act for them</source>
        <translation>صاحب الجواز أو من ينوب عنه</translation>
    </message>
    <message>
        <source>The data page</source>
        <translation>صورة صفحة البيانات</translation>
    </message>
    <message>
        <source>The number of the loss report</source>
        <translation>رقم بلاغ الفقدان</translation>
    </message>
    <message>
        <source>The birth record</source>
        <translation>شهادة الميلاد</translation>
    </message>
    <message>
        <source>The reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>The extension page</source>
        <translation>صفحة التمديد</translation>
    </message>
    <message>
        <source>Record of %1</source>
        <translation>نسخة السجل من %1</translation>
    </message>
    <message>
        <source>Ready to read a passport</source>
        <translation>جاهز لقراءة الجواز</translation>
    </message>
</context>
<context>
    <name>desk::ReviewPage</name>
    <message>
        <source>Case review</source>
        <translation>مراجعة المعاملة</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>ما يتغيّر</translation>
    </message>
    <message>
        <source>Passport number</source>
        <translation>رقم الجواز</translation>
    </message>
    <message>
        <source>Compare it with the original, character by character</source>
        <translation>قارنه بالأصل حرفًا حرفًا</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل الزمني</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>اعتماد</translation>
    </message>
    <message>
        <source>Return for correction</source>
        <translation>إعادة للتصحيح</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>رجوع إلى الطابور</translation>
    </message>
    <message>
        <source>Error — %1</source>
        <translation>خطأ — %1</translation>
    </message>
    <message>
        <source>The zone was not read</source>
        <translation>لم تُقرأ منطقة القراءة</translation>
    </message>
    <message>
        <source>Check digits agree</source>
        <translation>أرقام التحقق متسقة</translation>
    </message>
    <message>
        <source>The zone has a problem</source>
        <translation>في منطقة القراءة خلل</translation>
    </message>
    <message>
        <source>Compare positions %1 yourself</source>
        <translation>قارن بصريًا الخانات %1</translation>
    </message>
    <message>
        <source>Fee recorded</source>
        <translation>الرسم مسجّل</translation>
    </message>
    <message>
        <source>Fee not recorded</source>
        <translation>الرسم غير مسجّل</translation>
    </message>
    <message>
        <source>Loss report %1</source>
        <translation>بلاغ الفقدان %1</translation>
    </message>
    <message>
        <source>Decided by %1, %2</source>
        <translation>قررها %1، %2</translation>
    </message>
    <message>
        <source>You made this case</source>
        <translation>أنت من أدخل هذه المعاملة</translation>
    </message>
    <message>
        <source>Another supervisor has to decide it.</source>
        <translation>يقررها مشرف آخر.</translation>
    </message>
    <message>
        <source>The clerk&apos;s reason</source>
        <translation>سبب الموظف</translation>
    </message>
    <message>
        <source>Your reason</source>
        <translation>سببك</translation>
    </message>
    <message>
        <source>needed to approve</source>
        <translation>يلزم قبل الاعتماد</translation>
    </message>
    <message>
        <source>Choose, keys 1 to 9</source>
        <translation>اختر بالأرقام من 1 إلى 9</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>بلا ملاحظات</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1، %2، %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Choose your reason for: %1</source>
        <translation>اختر سببك لهذا الأمر: %1</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>اعتُمدت: %1</translation>
    </message>
    <message>
        <source>Returned for correction: %1</source>
        <translation>أُعيدت للتصحيح: %1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>رُفضت: %1</translation>
    </message>
    <message>
        <source>No more cases wait for review</source>
        <translation>لا معاملات أخرى بانتظار المراجعة</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>صدر القرار</translation>
    </message>
    <message>
        <source>Previous passport presented</source>
        <translation>عُرض الجواز السابق</translation>
    </message>
    <message>
        <source>Previous passport not presented</source>
        <translation>لم يُعرض الجواز السابق</translation>
    </message>
    <message>
        <source>Corrects %1</source>
        <translation>تصحيح للمعاملة %1</translation>
    </message>
    <message>
        <source>Linked with %1: %2</source>
        <translation>مرتبطة بمعاملة %1: %2</translation>
    </message>
    <message>
        <source>Not ticked: %1</source>
        <translation>بلا علامة: %1</translation>
    </message>
    <message>
        <source>Take the review over</source>
        <translation>تولَّ المراجعة</translation>
    </message>
    <message>
        <source>%1 is reviewing this case</source>
        <translation>يراجع %1 هذه المعاملة الآن</translation>
    </message>
    <message>
        <source>At desk %1, since %2. Review another case, or take this one over: what either of you has chosen is kept.</source>
        <translation>على الجهاز %1 منذ %2. راجع معاملة أخرى، أو تولَّ هذه عنه: ما اخترته أنت وما اختاره هو محفوظ.</translation>
    </message>
</context>
<context>
    <name>desk::RulePacksModel</name>
    <message>
        <source>No limit</source>
        <translation>بلا حد</translation>
    </message>
    <message>
        <source>Came with the program</source>
        <translation>جاءت مع البرنامج</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Effective from</source>
        <translation>سارية من</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>صالحة حتى</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>الناشر</translation>
    </message>
    <message>
        <source>Here since</source>
        <translation>هنا منذ</translation>
    </message>
</context>
<context>
    <name>desk::RulesPage</name>
    <message>
        <source>Rule packs</source>
        <translation>حزم القواعد</translation>
    </message>
    <message>
        <source>Only an administrator changes the rule packs.</source>
        <translation>لا يغيّر حزم القواعد إلا مسؤول النظام.</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>&amp;Reason for taking the chosen pack back</source>
        <translation>&amp;سبب الرجوع عن الحزمة المختارة</translation>
    </message>
    <message>
        <source>Install from a file</source>
        <translation>التثبيت من ملف</translation>
    </message>
    <message>
        <source>Install the hub&apos;s pack</source>
        <translation>تثبيت حزمة الخادم المركزي</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>الرجوع عنها</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>The hub gave this pack, and this desk did not take it.</source>
        <translation>أرسل الخادم المركزي هذه الحزمة ولم يثبّتها هذا الجهاز.</translation>
    </message>
    <message>
        <source>Nothing hinders this pack of the hub any more.</source>
        <translation>لم يعد شيء يمنع تثبيت حزمة الخادم المركزي هذه.</translation>
    </message>
    <message>
        <source>Install a rule pack</source>
        <translation>تثبيت حزمة قواعد</translation>
    </message>
    <message>
        <source>The rule pack is installed.</source>
        <translation>ثُبّتت حزمة القواعد.</translation>
    </message>
    <message>
        <source>Trust this publisher?</source>
        <translation>هل تثق بهذا الناشر؟</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one the publisher tells you, not with one that came with the pack. From now on every pack signed with this key is taken, also from the hub.</source>
        <translation>قارن البصمة بما يخبرك به الناشر نفسه، لا بما جاء مع الحزمة. ومن الآن تُقبل كل حزمة موقّعة بهذا المفتاح، وإن جاءت من الخادم المركزي.</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>البصمة</translation>
    </message>
    <message>
        <source>Do not install</source>
        <translation>عدم التثبيت</translation>
    </message>
    <message>
        <source>Trust and install</source>
        <translation>الوثوق والتثبيت</translation>
    </message>
    <message>
        <source>Enter why the pack is taken back, in at least %1 characters</source>
        <translation>أدخل سبب الرجوع عن الحزمة، %1 أحرف على الأقل</translation>
    </message>
    <message>
        <source>Take this rule pack back?</source>
        <translation>هل تريد الرجوع عن حزمة القواعد هذه؟</translation>
    </message>
    <message>
        <source>Cases are judged by the next older one at once. This pack, and older ones, are never taken here again; a newer one is.</source>
        <translation>تُفحص المعاملات فورًا بالحزمة الأقدم التالية. ولا تُقبل هذه الحزمة ولا ما هو أقدم منها هنا مرة أخرى، وتُقبل حزمة أحدث.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الإبقاء عليها</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>الرجوع عنها</translation>
    </message>
    <message>
        <source>The rule pack is taken back.</source>
        <translation>رُجع عن حزمة القواعد.</translation>
    </message>
</context>
<context>
    <name>desk::ScanPanel</name>
    <message>
        <source>Scan shown</source>
        <translation>الصورة المعروضة</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>تدوير</translation>
    </message>
</context>
<context>
    <name>desk::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>There is a problem</source>
        <translation>هناك مشكلة</translation>
    </message>
    <message>
        <source>&amp;Lock the screen when nobody has used it for</source>
        <translation>&amp;قفل الشاشة إذا لم يستعملها أحد مدة</translation>
    </message>
    <message>
        <source>Restore the default</source>
        <translation>استعادة القيمة المعتادة</translation>
    </message>
    <message>
        <source>A locked screen shows nobody. What was entered is kept, and sending goes on.</source>
        <translation>الشاشة المقفلة لا تُظهر بيانات أحد. ما أُدخل محفوظ، والإرسال مستمر.</translation>
    </message>
    <message>
        <source>Only an administrator changes this, for everybody at this desk.</source>
        <translation>يغيّرها مسؤول النظام وحده، لكل من يعمل على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Enter the minutes after which the screen locks itself as a whole number, %1 to %2</source>
        <translation>أدخل عدد الدقائق التي تُقفل الشاشة بعدها عددًا صحيحًا من %1 إلى %2</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>خطأ: %1</translation>
    </message>
    <message>
        <source>The settings are saved and hold from now on.</source>
        <translation>حُفظت الإعدادات وهي سارية من الآن.</translation>
    </message>
    <message>
        <source>Minutes, %1 to %2. As a rule %3.</source>
        <translation>دقائق، من %1 إلى %2. المعتاد %3.</translation>
    </message>
    <message>
        <source>&amp;Folder where the scanner leaves its files</source>
        <translation>&amp;مجلد الملفات الواردة من الماسح</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>اختيار المجلد</translation>
    </message>
    <message>
        <source>A file that comes there is offered on the form that is open, or on one opened in the next ten minutes. Nothing in the folder is changed or deleted. Empty: no folder is watched.</source>
        <translation>كل ملف يصل إليه يُعرض إرفاقه في النموذج المفتوح أو الذي يُفتح خلال عشر دقائق، ولا يُغيّر شيء في المجلد ولا يُحذف. إذا تُرك الحقل فارغًا فلا يُراقب أي مجلد.</translation>
    </message>
    <message>
        <source>There is no folder %1. Choose the folder, or leave the field empty</source>
        <translation>لا يوجد مجلد %1. اختر المجلد، أو اترك الحقل فارغًا</translation>
    </message>
    <message>
        <source>Rule packs</source>
        <translation>حزم القواعد</translation>
    </message>
    <message>
        <source>Cases are judged by the rule pack %1, in force since %2.</source>
        <translation>تُفحص المعاملات بحزمة القواعد %1 السارية منذ %2.</translation>
    </message>
    <message>
        <source>This desk holds part of the register: residents its branch has had a case of, and those it asked the hub for. Chosen when it was enrolled.</source>
        <translation>يحفظ هذا الجهاز جزءًا من السجل: من سبق لمكتبه معاملة لهم، ومن سأل عنهم الخادم المركزي. اختير ذلك عند ربطه.</translation>
    </message>
    <message>
        <source>This desk holds part of the register: only residents it asked the hub for. Chosen when it was enrolled.</source>
        <translation>يحفظ هذا الجهاز جزءًا من السجل: من سأل عنهم الخادم المركزي فقط. اختير ذلك عند ربطه.</translation>
    </message>
    <message>
        <source>This desk holds the whole register.</source>
        <translation>يحفظ هذا الجهاز السجل كله.</translation>
    </message>
</context>
<context>
    <name>desk::Steps</name>
    <message>
        <source>1 Enter</source>
        <extracomment>the step of a case in which the passport is typed or read</extracomment>
        <translation>1 الإدخال</translation>
    </message>
    <message>
        <source>2 Check</source>
        <extracomment>the step of a case in which the clerk checks before sending</extracomment>
        <translation>2 المراجعة</translation>
    </message>
    <message>
        <source>3 Receipt</source>
        <extracomment>the step of a case with the receipt</extracomment>
        <translation>3 الإيصال</translation>
    </message>
</context>
<context>
    <name>desk::UndoBar</name>
    <message numerus="yes">
        <source>Leaves in %n seconds</source>
        <translation>
            <numerusform>تُرسل الآن</numerusform>
            <numerusform>تُرسل بعد ثانية</numerusform>
            <numerusform>تُرسل بعد ثانيتين</numerusform>
            <numerusform>تُرسل بعد %n ثوانٍ</numerusform>
            <numerusform>تُرسل بعد %n ثانية</numerusform>
            <numerusform>تُرسل بعد %n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>Takes back the decision just made</extracomment>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>desk::ValidationPanel</name>
    <message>
        <source>Open</source>
        <extracomment>Number of rules that could not be judged yet</extracomment>
        <translation>لم يُفحص</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>التحقق</translation>
    </message>
    <message>
        <source>Space acknowledges a warning, Enter goes to its field</source>
        <translation>المسافة للإقرار بالتنبيه، و Enter للانتقال إلى حقله</translation>
    </message>
</context>
</TS>
