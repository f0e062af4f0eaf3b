<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_SA">
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
            <source>The page's main act</source>
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
            <source>Employer's number</source>
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
            <source>Open the resident's card</source>
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
            <source>More than can be ranked. Type more to narrow it down</source>
            <translation>النتائج كثيرة. اكتب المزيد للتضييق</translation>
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
            <source>From this desk's copy, updated %1</source>
            <translation>النتائج من نسخة هذا الجهاز، حُدّثت %1</translation>
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
            <source>Home</source>
            <translation>الرئيسية</translation>
        </message>
        <message>
            <source>Review queue</source>
            <translation>طابور المراجعة</translation>
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
</TS>
