#include "domain/demonames.h"

namespace desk
{

namespace
{

constexpr DemoWord kArabMen[] = {
    {u"محمد", "MOHAMMED|MOHAMED|MUHAMMAD|MOHAMMAD"},
    {u"أحمد", "AHMED|AHMAD"},
    {u"محمود", "MAHMOUD|MAHMOOD"},
    {u"علي", "ALI"},
    {u"حسن", "HASSAN|HASAN"},
    {u"حسين", "HUSSEIN|HUSSAIN|HOSSEIN"},
    {u"إبراهيم", "IBRAHIM|EBRAHIM"},
    {u"يوسف", "YOUSEF|YUSUF|YOUSSEF|YOUSIF"},
    {u"عمر", "OMAR|OMER|UMAR"},
    {u"خالد", "KHALID|KHALED"},
    {u"سعيد", "SAEED|SAID|SAEID"},
    {u"سالم", "SALEM|SALIM"},
    {u"صالح", "SALEH|SALIH"},
    {u"ناصر", "NASSER|NASIR|NASER"},
    {u"عبدالله", "ABDULLAH|ABDALLAH|ABDULLA"},
    {u"عبدالرحمن", "ABDULRAHMAN|ABDELRAHMAN|ABDALRAHMAN"},
    {u"عبدالعزيز", "ABDULAZIZ|ABDELAZIZ"},
    {u"عبدالكريم", "ABDULKARIM|ABDELKARIM|ABDULKAREEM"},
    {u"مصطفى", "MUSTAFA|MOSTAFA|MOUSTAFA"},
    {u"سمير", "SAMIR|SAMEER"},
    {u"منصور", "MANSOUR|MANSOOR|MANSUR"},
    {u"عادل", "ADEL|ADIL"},
    {u"طارق", "TAREK|TARIQ|TAREQ"},
    {u"كريم", "KARIM|KAREEM"},
    {u"رامي", "RAMI|RAMY"},
    {u"ماجد", "MAJED|MAJID|MAGED"},
    {u"وليد", "WALEED|WALID"},
    {u"هاني", "HANI|HANY"},
    {u"جمال", "JAMAL|GAMAL"},
    {u"فؤاد", "FOUAD|FUAD"},
    {u"نبيل", "NABIL|NABEEL"},
    {u"ياسر", "YASSER|YASIR|YASER"},
    {u"أيمن", "AYMAN|AIMAN"},
    {u"بلال", "BILAL|BELAL"},
    {u"زياد", "ZIAD|ZIYAD"},
    {u"فارس", "FARES|FARIS"},
    {u"عثمان", "OSMAN|OTHMAN"},
    {u"إسماعيل", "ISMAIL|ISMAEIL|ESMAIL"},
    {u"عيسى", "ISSA|EISA"},
    {u"موسى", "MUSA|MOUSSA|MOUSA"},
    {u"سليمان", "SULAIMAN|SULEIMAN|SOLIMAN"},
    {u"داود", "DAWOOD|DAOUD"},
    {u"حمزة", "HAMZA|HAMZEH"},
    {u"عبدالقادر", "ABDULQADIR|ABDELKADER"},
    {u"صلاح الدين", "SALAHUDDIN|SALAH ELDIN"},
    {u"نور الدين", "NOUREDDINE|NUR ALDIN"},
    {u"رشيد", "RASHID|RASHEED|RACHID"},
    {u"مروان", "MARWAN"},
};

constexpr DemoWord kArabWomen[] = {
    {u"فاطمة", "FATIMA|FATMA|FATIMAH"},
    {u"عائشة", "AISHA|AYSHA|AICHA"},
    {u"مريم", "MARYAM|MARIAM|MERYEM"},
    {u"خديجة", "KHADIJA|KHADIJAH"},
    {u"زينب", "ZAINAB|ZEINAB|ZAYNAB"},
    {u"سارة", "SARA|SARAH"},
    {u"نور", "NOUR|NOOR|NUR"},
    {u"هدى", "HUDA|HODA"},
    {u"منى", "MONA|MUNA"},
    {u"أمل", "AMAL"},
    {u"سلمى", "SALMA"},
    {u"ليلى", "LAILA|LEILA|LAYLA"},
    {u"رانيا", "RANIA|RANYA"},
    {u"دعاء", "DOAA|DUAA"},
    {u"إيمان", "IMAN|EMAN"},
    {u"أسماء", "ASMA|ASMAA"},
    {u"شيماء", "SHAIMA|SHAIMAA"},
    {u"هبة", "HEBA|HIBA"},
    {u"ياسمين", "YASMIN|YASMEEN|YASMINE"},
    {u"رحاب", "REHAB|RIHAB"},
    {u"سمية", "SUMAYA|SOMAYA"},
    {u"آمنة", "AMINA|AMNA"},
    {u"نادية", "NADIA|NADIYA"},
    {u"سعاد", "SOUAD|SUAD"},
    {u"رقية", "RUQAYA|ROQAYA"},
    {u"حنان", "HANAN"},
    {u"وفاء", "WAFA|WAFAA"},
    {u"جميلة", "JAMILA|GAMILA"},
    {u"لمى", "LAMA"},
    {u"رنا", "RANA"},
};

constexpr DemoWord kYemeniFamilies[] = {
    {u"الهمداني", "AL HAMDANI|ALHAMDANI"},
    {u"الحداد", "AL HADDAD|ALHADDAD"},
    {u"العولقي", "AL AWLAQI|ALAWLAKI"},
    {u"باوزير", "BAWAZIR|BA WAZIR"},
    {u"باعشن", "BAASHAN"},
    {u"الشرعبي", "AL SHARABI|ALSHARABI"},
    {u"المقطري", "AL MAQTARI|ALMAKTARI"},
    {u"اليافعي", "AL YAFAI|ALYAFEI"},
    {u"الصنعاني", "AL SANAANI|ALSANANI"},
    {u"القدسي", "AL QADASI|ALQADSI"},
    {u"الحضرمي", "AL HADRAMI|ALHADHRAMI"},
    {u"الوصابي", "AL WASABI|ALWASABI"},
    {u"العريقي", "AL ARIQI|ALAREEQI"},
    {u"السقاف", "AL SAQQAF|ALSAGGAF"},
};
constexpr DemoWord kEgyptianFamilies[] = {
    {u"السيد", "ELSAYED|EL SAYED|ALSAYED"},
    {u"الشافعي", "ELSHAFEI|EL SHAFEY"},
    {u"المصري", "ELMASRY|EL MASRI"},
    {u"عبدالغني", "ABDELGHANI|ABDELGHANY"},
    {u"عبدالحميد", "ABDELHAMID|ABDELHAMEED"},
    {u"البدري", "ELBADRY|EL BADRI"},
    {u"الجندي", "ELGENDY|EL GUINDY"},
    {u"شاهين", "SHAHIN|SHAHEEN"},
    {u"رمضان", "RAMADAN|RAMADHAN"},
    {u"فرج", "FARAG|FARAJ"},
    {u"الدسوقي", "ELDESOUKY|EL DESOUKI"},
    {u"زيدان", "ZEDAN|ZIDAN"},
    {u"غنيم", "GHONEIM|GHONIM"},
    {u"سلامة", "SALAMA|SALAMAH"},
};
constexpr DemoWord kSudaneseFamilies[] = {
    {u"الطيب", "ALTAYEB|ELTAYEB"},
    {u"البشير", "ELBASHIR|ALBASHEER"},
    {u"الأمين", "ELAMIN|ALAMIN"},
    {u"الفاضل", "ELFADIL|ALFADIL"},
    {u"عبدالباقي", "ABDELBAGI|ABDELBAQI"},
    {u"حاج أحمد", "HAG AHMED|HAJ AHMED"},
    {u"النور", "ELNOUR|ALNOUR"},
    {u"إدريس", "IDRIS|EDRIS"},
    {u"آدم", "ADAM"},
    {u"الصادق", "ELSADIG|ALSADIQ"},
};
constexpr DemoWord kLevantFamilies[] = {
    {u"الخطيب", "ALKHATIB|AL KHATEEB"},
    {u"حداد", "HADDAD"},
    {u"النابلسي", "ALNABULSI|NABULSI"},
    {u"الحلبي", "ALHALABI|HALABI"},
    {u"الخوري", "KHOURY|ALKHOURI"},
    {u"شحادة", "SHEHADEH|SHIHADA"},
    {u"درويش", "DARWISH|DARWEESH"},
    {u"القاسم", "ALQASIM|AL KASSEM"},
    {u"حمدان", "HAMDAN"},
    {u"عيتاني", "ITANI"},
    {u"الزعبي", "ALZOUBI|AL ZOABI"},
    {u"الرواشدة", "ALRAWASHDEH|RAWASHDEH"},
    {u"السعدي", "ALSAADI|SAADI"},
    {u"جبر", "JABER|JABR"},
    {u"الشامي", "ALSHAMI|SHAMI"},
    {u"قنديل", "QANDIL|KANDIL"},
};
constexpr DemoWord kMaghrebFamilies[] = {
    {u"بنعلي", "BENALI|BEN ALI"},
    {u"العلوي", "ALAOUI|EL ALAOUI"},
    {u"الإدريسي", "IDRISSI|EL IDRISSI"},
    {u"بوزيد", "BOUZID|BOUZEID"},
    {u"التازي", "TAZI"},
    {u"الفاسي", "EL FASSI|FASSI"},
    {u"بن صالح", "BEN SALAH|BENSALAH"},
    {u"الطرابلسي", "TRABELSI"},
    {u"الشريف", "CHERIF|CHARIF"},
    {u"ولد أحمد", "OULD AHMED"},
};
constexpr DemoWord kSomaliMen[] = {
    {u"محمد", "MOHAMED|MAXAMED"},   {u"عبدي", "ABDI"},
    {u"فارح", "FARAH|FAARAX"},      {u"حسن", "HASSAN|XASAN"},
    {u"ورسمة", "WARSAME|WARSAMEH"}, {u"جامع", "JAMA|JAAMAC"},
    {u"أحمد", "AHMED|AXMED"},       {u"عمر", "OMAR|CUMAR"},
    {u"يوسف", "YUSUF|YOUSUF"},      {u"نور", "NUR|NOOR"},
    {u"شيخ", "SHEIKH|SHEEKH"},      {u"علي", "ALI|CALI"},
};
constexpr DemoWord kSomaliWomen[] = {
    {u"حليمة", "HALIMA|XALIIMO"}, {u"فاطمة", "FATIMA|FADUMO"}, {u"سهرة", "SAHRA|ZAHRA"},
    {u"آمنة", "AMINA|AAMINA"},    {u"حواء", "HAWA|XAAWO"},     {u"مريم", "MARYAN|MARIAM"},
    {u"هودان", "HODAN"},          {u"أيان", "AYAN|AYAAN"},
};

constexpr DemoWord kBengaliMen[] = {
    {u"محمد رحيم", "MD RAHIM|MOHAMMAD RAHIM"},
    {u"محمد كمال", "MD KAMAL|MOHAMMED KAMAL"},
    {u"محمد جهانغير", "MD JAHANGIR|MOHD JAHANGIR"},
    {u"عبدالكريم", "ABDUL KARIM"},
    {u"عبدالرزاق", "ABDUR RAZZAK|ABDUL RAZZAQUE"},
    {u"شفيق", "SHAFIQ|SHAFIQUL"},
    {u"رفيق الإسلام", "RAFIQUL ISLAM"},
    {u"نور الإسلام", "NURUL ISLAM"},
    {u"مسعود", "MASUD|MASOOD"},
    {u"سهيل", "SOHEL|SUHAIL"},
    {u"جاهد", "JAHID|ZAHID"},
    {u"مزمل", "MUZAMMEL|MOZAMMEL"},
    {u"أنور", "ANWAR|ANOWAR"},
    {u"شاه جهان", "SHAHJAHAN|SHAH JAHAN"},
    {u"بلال", "BELAL|BILLAL"},
    {u"صابر", "SABER|SABBIR"},
};
constexpr DemoWord kBengaliWomen[] = {
    {u"رقية", "ROKEYA|RUKEYA"},      {u"نسرين", "NASRIN|NASREEN"}, {u"شهناز", "SHAHNAZ|SHAHANAJ"},
    {u"فاطمة", "FATEMA|FATIMA"},     {u"سلمى", "SALMA"},           {u"روبينا", "RUBINA|RABINA"},
    {u"تسليمة", "TASLIMA|TASLEEMA"}, {u"مريم", "MARIAM|MARIUM"},
};
constexpr DemoWord kBengaliFamilies[] = {
    {u"ميا", "MIAH|MIA|MEAH"},
    {u"حسين", "HOSSAIN|HOSSEN|HUSSAIN"},
    {u"أحمد", "AHMED|AHAMMED"},
    {u"رحمن", "RAHMAN"},
    {u"علم", "ALAM"},
    {u"سركار", "SARKAR|SARKER"},
    {u"شودري", "CHOWDHURY|CHOUDHURY"},
    {u"موندل", "MONDAL|MANDAL"},
    {u"شيخ", "SHEIKH|SHAIKH|SK"},
    {u"خان", "KHAN"},
    {u"حق", "HAQUE|HUQ"},
    {u"تالوكدار", "TALUKDER|TALUKDAR"},
    {u"بيبري", "BEPARI|BEPARY"},
    {u"أكتر", "AKTER|AKHTER"},
};

constexpr DemoWord kIndianMen[] = {
    {u"راجيش", "RAJESH"},
    {u"سوريش", "SURESH"},
    {u"أنيل", "ANIL"},
    {u"فيجاي", "VIJAY|VIJAI"},
    {u"سانجاي", "SANJAY|SANJAI"},
    {u"محمد", "MOHAMMED|MUHAMMED|MOHD"},
    {u"عبدالغفور", "ABDUL GAFOOR|ABDUL GHAFOOR"},
    {u"شمس الدين", "SHAMSUDDIN|SHAMSUDHEEN"},
    {u"نوشاد", "NOUSHAD|NAUSHAD"},
    {u"رياض", "RIYAS|RIYAZ"},
    {u"جوزيف", "JOSEPH"},
    {u"توماس", "THOMAS"},
    {u"راميش", "RAMESH"},
    {u"غانيش", "GANESH"},
    {u"إرشاد", "IRSHAD|ERSHAD"},
    {u"امتياز", "IMTIYAZ|IMTIAZ"},
    {u"كريشنا", "KRISHNA"},
    {u"موهان", "MOHAN"},
    {u"سليم", "SALEEM|SALIM"},
    {u"أرون", "ARUN"},
};
constexpr DemoWord kIndianWomen[] = {
    {u"لاكشمي", "LAKSHMI|LAXMI"},
    {u"بريا", "PRIYA"},
    {u"أنيتا", "ANITHA|ANITA"},
    {u"شاهينة", "SHAHINA|SHAHEENA"},
    {u"ماري", "MARY"},
    {u"سوميا", "SOWMYA|SOUMYA"},
    {u"راضية", "RAZIYA|RAZIA"},
    {u"ديفيا", "DIVYA"},
    {u"نجمة", "NAJMA"},
    {u"جينسي", "JINCY|JINSI"},
    {u"كافيتا", "KAVITHA|KAVITA"},
};
constexpr DemoWord kIndianFamilies[] = {
    {u"كومار", "KUMAR"},   {u"شارما", "SHARMA"},      {u"سينغ", "SINGH"},
    {u"خان", "KHAN"},      {u"نير", "NAIR"},          {u"فارغيز", "VARGHESE|VERGHESE"},
    {u"كويا", "KOYA"},     {u"ريدي", "REDDY"},        {u"أنصاري", "ANSARI"},
    {u"باتيل", "PATEL"},   {u"شيخ", "SHAIKH|SHEIKH"}, {u"ماتيو", "MATHEW|MATHEWS"},
    {u"براساد", "PRASAD"}, {u"كونهي", "KUNHI"},       {u"يادف", "YADAV"},
    {u"بيلاي", "PILLAI"},  {u"سيد", "SYED|SAYYED"},
};

constexpr DemoWord kPakistaniMen[] = {
    {u"محمد عمران", "MUHAMMAD IMRAN|MOHAMMAD IMRAN"},
    {u"محمد آصف", "MUHAMMAD ASIF"},
    {u"غلام مصطفى", "GHULAM MUSTAFA"},
    {u"عبدالرشيد", "ABDUL RASHEED|ABDUL RASHID"},
    {u"طارق", "TARIQ"},
    {u"نديم", "NADEEM|NADIM"},
    {u"شاهد", "SHAHID"},
    {u"زاهد", "ZAHID"},
    {u"فيصل", "FAISAL|FAYSAL"},
    {u"عرفان", "IRFAN|ERFAN"},
    {u"كاشف", "KASHIF"},
    {u"سجاد", "SAJJAD|SAJAD"},
    {u"وقاص", "WAQAS|WAQAAS"},
    {u"عدنان", "ADNAN"},
    {u"ظفر", "ZAFAR|ZAFFAR"},
    {u"محمد نواز", "MUHAMMAD NAWAZ"},
};
constexpr DemoWord kPakistaniWomen[] = {
    {u"عائشة", "AYESHA|AISHA"}, {u"ثناء", "SANA"},
    {u"سعدية", "SADIA|SADIYA"}, {u"فرزانة", "FARZANA"},
    {u"نازية", "NAZIA|NAZIYA"}, {u"شازية", "SHAZIA|SHAZIYA"},
    {u"رابعة", "RABIA|RABEEA"}, {u"حميرة", "HUMAIRA|HUMERA"},
};
constexpr DemoWord kPakistaniFamilies[] = {
    {u"خان", "KHAN"},
    {u"بت", "BUTT|BHATT"},
    {u"شودري", "CHAUDHRY|CHAUDHARY"},
    {u"ملك", "MALIK|MALEK"},
    {u"حسين", "HUSSAIN|HUSAIN"},
    {u"قريشي", "QURESHI|QURAISHI"},
    {u"أعوان", "AWAN"},
    {u"راجا", "RAJA"},
    {u"مغل", "MUGHAL|MOGHAL"},
    {u"شاه", "SHAH"},
    {u"بلوش", "BALOCH|BALOUCH"},
    {u"أفريدي", "AFRIDI"},
    {u"جت", "JUTT|JATT"},
    {u"عباسي", "ABBASI|ABBASSI"},
};

constexpr DemoWord kFilipinoMen[] = {
    {u"خوسيه", "JOSE"},      {u"مارك أنتوني", "MARK ANTHONY"},
    {u"رودريغو", "RODRIGO"}, {u"جوناثان", "JONATHAN"},
    {u"راميل", "RAMIL"},     {u"كريستيان", "CHRISTIAN"},
    {u"إدغار", "EDGAR"},     {u"روميو", "ROMEO"},
    {u"أرنيل", "ARNEL"},     {u"ميغيل", "MIGUEL"},
};
constexpr DemoWord kFilipinoWomen[] = {
    {u"ماريا", "MARIA"},       {u"روزا ماي", "ROSA MAE"},     {u"جوسيلين", "JOCELYN"},
    {u"كريستينا", "CRISTINA"}, {u"أنجيليكا", "ANGELICA"},     {u"لورنا", "LORNA"},
    {u"غريس", "GRACE"},        {u"مارلين", "MARILYN|MARLYN"}, {u"جوي", "JOY"},
    {u"إيميلدا", "IMELDA"},
};
constexpr DemoWord kFilipinoFamilies[] = {
    {u"ديلا كروز", "DELA CRUZ"},  {u"سانتوس", "SANTOS"},       {u"رييس", "REYES"},
    {u"غارسيا", "GARCIA"},        {u"باوتيستا", "BAUTISTA"},   {u"أوكامبو", "OCAMPO"},
    {u"مندوزا", "MENDOZA"},       {u"تولينتينو", "TOLENTINO"}, {u"ماغباندا", "MAGBANUA"},
    {u"فيلانويفا", "VILLANUEVA"}, {u"أغيلار", "AGUILAR"},      {u"كاسترو", "CASTRO"},
};

constexpr DemoWord kNepaliMen[] = {
    {u"رام بهادور", "RAM BAHADUR"}, {u"سوريا", "SURYA"},    {u"ديباك", "DIPAK|DEEPAK"},
    {u"بيشنو", "BISHNU|VISHNU"},    {u"كريشنا", "KRISHNA"}, {u"غوبال", "GOPAL"},
    {u"سانتوش", "SANTOSH"},         {u"هاري", "HARI"},
};
constexpr DemoWord kNepaliWomen[] = {
    {u"سيتا", "SITA"},       {u"مايا", "MAYA"},    {u"سونيتا", "SUNITA"},
    {u"غيتا", "GITA|GEETA"}, {u"كمالا", "KAMALA"},
};
constexpr DemoWord kNepaliFamilies[] = {
    {u"ثابا", "THAPA"},      {u"غورونغ", "GURUNG"}, {u"تامانغ", "TAMANG"}, {u"راي", "RAI"},
    {u"شريستا", "SHRESTHA"}, {u"ماغار", "MAGAR"},   {u"بسنيت", "BASNET"},  {u"أديكاري", "ADHIKARI"},
};

constexpr DemoWord kIndonesianMen[] = {
    {u"أحمد", "AHMAD|ACHMAD"},  {u"سوتريسنو", "SUTRISNO"},         {u"بودي", "BUDI"},
    {u"أغوس", "AGUS"},          {u"رحمت", "RAHMAT|RACHMAT"},       {u"هندرا", "HENDRA"},
    {u"يوسف", "YUSUF|JUSUF"},   {u"نور هادي", "NUR HADI|NURHADI"}, {u"إيكو", "EKO"},
    {u"سبراتمان", "SUPRATMAN"},
};
constexpr DemoWord kIndonesianWomen[] = {
    {u"ستي", "SITI|SITTI"},       {u"سري", "SRI"},
    {u"ديوي", "DEWI|DEVI"},       {u"نور هيداياتي", "NUR HIDAYATI|NURHIDAYATI"},
    {u"رتنا", "RATNA"},           {u"سوليستياواتي", "SULISTIAWATI|SULISTYAWATI"},
    {u"ألفية", "ALFIAH|ALFIYAH"}, {u"مريم", "MARYAM|MARIYAM"},
    {u"كارتيني", "KARTINI"},      {u"آمنة", "AMINAH"},
};

constexpr DemoWord kLankanMen[] = {
    {u"نيمال", "NIMAL"},      {u"سونيل", "SUNIL"},
    {u"كاماليش", "KAMALESH"}, {u"محمد رزمي", "MOHAMED RAZMI|MOHAMMED RASMI"},
    {u"براديب", "PRADEEP"},   {u"أجيث", "AJITH|AJIT"},
    {u"روشان", "ROSHAN"},
};
constexpr DemoWord kLankanWomen[] = {
    {u"كومودو", "KUMUDU"}, {u"نيلانتي", "NILANTHI"}, {u"فاطمة رفقة", "FATHIMA RIFKA"},
    {u"ماليني", "MALINI"}, {u"ساندية", "SANDHYA"},
};
constexpr DemoWord kLankanFamilies[] = {
    {u"بيريرا", "PERERA"},        {u"فرناندو", "FERNANDO"},    {u"سيلفا", "SILVA"},
    {u"باندارا", "BANDARA"},      {u"جياسينغي", "JAYASINGHE"}, {u"لطيف", "LATHEEF|LATIFF"},
    {u"راتناياكي", "RATHNAYAKE"},
};

constexpr DemoWord kEthiopianMen[] = {
    {u"تسفاي", "TESFAYE"}, {u"أبيبي", "ABEBE"}, {u"دستا", "DESTA"},        {u"محمد", "MOHAMMED|MUHAMMED"},
    {u"كيبيدي", "KEBEDE"}, {u"غيرما", "GIRMA"}, {u"هايلي", "HAILE|HAYLE"}, {u"تاديسي", "TADESSE"},
    {u"جمال", "JEMAL"},    {u"أحمد", "AHMED"},
};
constexpr DemoWord kEthiopianWomen[] = {
    {u"تيغيست", "TIGIST"},         {u"ألماز", "ALMAZ"},   {u"هيوت", "HIWOT|HEWOT"}, {u"مسرت", "MESERET"},
    {u"زينبة", "ZEYNEBA|ZEINEBA"}, {u"فكرتي", "FIKIRTE"}, {u"عالم", "ALEM"},        {u"حليمة", "HALIMA"},
};

constexpr DemoWord kBurmeseMen[] = {
    {u"نور عالم", "NUR ALAM|NURUL ALAM"},
    {u"محمد حسين", "MOHAMMED HUSSAIN"},
    {u"كياو", "KYAW"},
    {u"زاو مين", "ZAW MIN"},
    {u"أونغ", "AUNG"},
    {u"سليم الله", "SALIM ULLAH|SALIMULLAH"},
    {u"هلا", "HLA"},
    {u"عبد الشكور", "ABDUL SHUKUR|ABDU SHUKUR"},
};
constexpr DemoWord kBurmeseWomen[] = {
    {u"نور بيغم", "NUR BEGUM|NOOR BEGUM"},
    {u"خين", "KHIN"},
    {u"مي مي", "MI MI"},
    {u"سوي", "SWE"},
    {u"صفية", "SOFIYA|SAFIA"},
};

constexpr DemoWord kAfghanMen[] = {
    {u"گل محمد", "GUL MOHAMMAD"},
    {u"عبدالبصير", "ABDUL BASIR|ABDULBASEER"},
    {u"نجيب الله", "NAJIBULLAH"},
    {u"میرویس", "MIRWAIS"},
    {u"حکمت الله", "HIKMATULLAH|HEKMATULLAH"},
    {u"فرید", "FARID|FAREED"},
    {u"احمد شاه", "AHMAD SHAH"},
    {u"ذبيح الله", "ZABIHULLAH"},
};
constexpr DemoWord kAfghanWomen[] = {
    {u"پروین", "PARWIN|PARVEEN"}, {u"زرمینه", "ZARMINA"}, {u"شکریه", "SHUKRIA"},
    {u"نازنین", "NAZANIN"},       {u"ملالی", "MALALAI"},
};
constexpr DemoWord kAfghanFamilies[] = {
    {u"احمدزی", "AHMADZAI"},   {u"نوری", "NOORI|NURI"},       {u"رحیمی", "RAHIMI"},
    {u"ستانکزی", "STANEKZAI"}, {u"حیدری", "HAIDARI|HAYDARI"}, {u"صافی", "SAFI"},
};

constexpr DemoWord kTurkishMen[] = {
    {u"محمد", "MEHMET"}, {u"مصطفى", "MUSTAFA"},  {u"أحمد", "AHMET"}, {u"حسين", "HUSEYIN"},
    {u"عمر", "OMER"},    {u"إسماعيل", "ISMAIL"}, {u"كمال", "KEMAL"}, {u"مراد", "MURAT"},
};
constexpr DemoWord kTurkishWomen[] = {
    {u"عائشة", "AYSE"}, {u"أمينة", "EMINE"}, {u"خديجة", "HATICE"}, {u"ألف", "ELIF"}, {u"زينب", "ZEYNEP"},
};
constexpr DemoWord kTurkishFamilies[] = {
    {u"يلماز", "YILMAZ"}, {u"قايا", "KAYA"},      {u"دمير", "DEMIR"},  {u"شاهين", "SAHIN"},
    {u"جليك", "CELIK"},   {u"أوزتورك", "OZTURK"}, {u"يلدز", "YILDIZ"},
};

constexpr DemoWord kEnglishMen[] = {
    {u"جيمس", "JAMES"},   {u"ويليام", "WILLIAM"},       {u"ديفيد", "DAVID"},
    {u"أندرو", "ANDREW"}, {u"ستيفن", "STEPHEN|STEVEN"},
};
constexpr DemoWord kEnglishWomen[] = {
    {u"إليزابيث", "ELIZABETH"},
    {u"سارة", "SARAH"},
    {u"كلير", "CLAIRE|CLARE"},
    {u"هيلين", "HELEN"},
};
constexpr DemoWord kEnglishFamilies[] = {
    {u"هاريسون", "HARRISON"},  {u"أوكونور", "OCONNOR"},       {u"بينيت", "BENNETT"},
    {u"وايتهيد", "WHITEHEAD"}, {u"سميث جونز", "SMITH JONES"}, {u"ماكلين", "MACLEAN"},
};

using enum DemoNameForm;

// Shares: domain.md §3.1, the "rest" split among the nationalities it names. Patterns and years: §3.2.
constexpr DemoNation kNations[] = {
    {"BGD", 158, 3, GivenFamily, kBengaliMen, kBengaliWomen, kBengaliFamilies, "@########|@@#######", 10, 5,
     true, "DHAKA|CHATTOGRAM|SYLHET|RIYADH"},
    {"IND", 141, 9, GivenFamily, kIndianMen, kIndianWomen, kIndianFamilies, "@#######|@@######", 10, 5, true,
     "RIYADH|JEDDAH|KOZHIKODE|MUMBAI|HYDERABAD"},
    {"PAK", 136, 3, GivenFamily, kPakistaniMen, kPakistaniWomen, kPakistaniFamilies, "@@#######", 10, 5, true,
     "RIYADH|KARACHI|LAHORE|PESHAWAR"},
    {"YEM", 135, 6, Lineage, kArabMen, kArabWomen, kYemeniFamilies, "########", 6, 6, false,
     "ADEN|SANAA|RIYADH"},
    {"EGY", 110, 6, Lineage, kArabMen, kArabWomen, kEgyptianFamilies, "A########", 7, 7, true,
     "CAIRO|ALEXANDRIA|RIYADH|TANTA"},
    {"SDN", 61, 5, Lineage, kArabMen, kArabWomen, kSudaneseFamilies, "@########", 10, 5, true,
     "KHARTOUM|PORT SUDAN|RIYADH"},
    {"PHL", 54, 48, Filipino, kFilipinoMen, kFilipinoWomen, kFilipinoFamilies, "P#######@|@@#######", 10, 5,
     true, "MANILA|RIYADH|CEBU"},
    {"SYR", 34, 6, Lineage, kArabMen, kArabWomen, kLevantFamilies, "N########", 6, 2, true,
     "DAMASCUS|ALEPPO|RIYADH"},
    {"NPL", 28, 6, GivenFamily, kNepaliMen, kNepaliWomen, kNepaliFamilies, "########|PA#######", 10, 5, true,
     "KATHMANDU|RIYADH"},
    {"IDN",
     26,
     82,
     Free,
     kIndonesianMen,
     kIndonesianWomen,
     {},
     "@#######",
     10,
     5,
     false,
     "JAKARTA|SURABAYA|RIYADH"},
    {"ETH",
     20,
     62,
     TwoLineage,
     kEthiopianMen,
     kEthiopianWomen,
     {},
     "EP#######|EQ#######",
     5,
     5,
     true,
     "ADDIS ABABA|RIYADH"},
    {"JOR", 16, 7, Lineage, kArabMen, kArabWomen, kLevantFamilies, "@#######", 5, 5, true,
     "AMMAN|IRBID|ZARQA"},
    {"LKA", 14, 42, GivenFamily, kLankanMen, kLankanWomen, kLankanFamilies, "N#######|@#######", 10, 5, false,
     "COLOMBO|RIYADH"},
    {"MMR", 13, 5, Free, kBurmeseMen, kBurmeseWomen, {}, "M@######", 5, 5, true, "YANGON"},
    {"AFG", 12, 3, GivenFamily, kAfghanMen, kAfghanWomen, kAfghanFamilies, "@########", 10, 5, false,
     "KABUL|RIYADH"},
    {"PSE", 10, 8, Lineage, kArabMen, kArabWomen, kLevantFamilies, "@#######", 5, 5, true, "RAMALLAH|GAZA"},
    {"TUR", 8, 4, GivenFamily, kTurkishMen, kTurkishWomen, kTurkishFamilies, "@########", 10, 5, true,
     "ISTANBUL|ANKARA|RIYADH"},
    {"MAR", 5, 30, Lineage, kArabMen, kArabWomen, kMaghrebFamilies, "@@#######", 5, 5, false,
     "RABAT|CASABLANCA"},
    {"LBN", 5, 10, Lineage, kArabMen, kArabWomen, kLevantFamilies, "LR#######", 5, 5, true, "BEIRUT|RIYADH"},
    {"SOM", 4, 12, TwoLineage, kSomaliMen, kSomaliWomen, {}, "P0#######", 10, 5, false, "MOGADISHU|RIYADH"},
    {"TUN", 3, 20, Lineage, kArabMen, kArabWomen, kMaghrebFamilies, "@#######", 5, 5, true, "TUNIS"},
    {"MRT", 2, 5, Lineage, kArabMen, kArabWomen, kMaghrebFamilies, "@@#######", 5, 5, true, "NOUAKCHOTT"},
    {"GBR", 3, 25, GivenFamily, kEnglishMen, kEnglishWomen, kEnglishFamilies, "#########", 10, 5, false,
     "HMPO"},
    {"USA", 2, 25, GivenFamily, kEnglishMen, kEnglishWomen, kEnglishFamilies, "@########|#########", 10, 5,
     true, "UNITED STATES"},
};

constexpr DemoWord kTrades[] = {
    {u"للمقاولات", "CONTRACTING"},
    {u"للتجارة", "TRADING"},
    {u"للنقل والخدمات اللوجستية", "LOGISTICS"},
    {u"للصيانة والتشغيل", "MAINTENANCE"},
    {u"للأغذية", "FOODS"},
    {u"للخدمات الطبية", "MEDICAL SERVICES"},
    {u"للأثاث", "FURNITURE"},
    {u"لتقنية المعلومات", "INFORMATION TECHNOLOGY"},
    {u"للزراعة", "FARMING"},
    {u"للمطاعم", "RESTAURANTS"},
    {u"للسيارات", "MOTORS"},
    {u"للنظافة", "CLEANING"},
    {u"للملابس", "GARMENTS"},
    {u"للصناعات البلاستيكية", "PLASTICS"},
};

constexpr DemoWord kFirmNames[] = {
    {u"أفق الخليج", "GULF HORIZON"},
    {u"واحة الشمال", "NORTH OASIS"},
    {u"ركن البناء", "BUILDING CORNER"},
    {u"درب القوافل", "CARAVAN ROAD"},
    {u"نخلة الوادي", "VALLEY PALM"},
    {u"سهم المدار", "ORBIT ARROW"},
    {u"ميناء السلام", "PEACE HARBOUR"},
    {u"قمم السروات", "SARAWAT PEAKS"},
    {u"رمال الذهب", "GOLDEN SANDS"},
    {u"ينابيع نجد", "NAJD SPRINGS"},
    {u"بوابة المستقبل", "FUTURE GATE"},
    {u"جسور العطاء", "BRIDGES OF GIVING"},
    {u"شعاع الفجر", "DAWN RAY"},
    {u"ظلال المدينة", "CITY SHADE"},
    {u"مرسى اللؤلؤ", "PEARL ANCHORAGE"},
    {u"أركان الحرفة", "CRAFT PILLARS"},
    {u"نسيم الواحة", "OASIS BREEZE"},
    {u"خطوة الغد", "STEP OF TOMORROW"},
    {u"عمارة الجنوب", "SOUTHERN BUILDING"},
    {u"غيث الربيع", "SPRING RAIN"},
};

} // namespace

std::span<const DemoNation> demoNations()
{
    return kNations;
}
std::span<const DemoWord> demoTrades()
{
    return kTrades;
}
std::span<const DemoWord> demoFirmNames()
{
    return kFirmNames;
}

} // namespace desk
