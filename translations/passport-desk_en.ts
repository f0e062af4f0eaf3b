<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>CaseChanges</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SinceText</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncSign</name>
    <message numerus="yes">
        <source>%n case(s) not sent</source>
        <translation>
            <numerusform>%n case not sent</numerusform>
            <numerusform>%n cases not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) need you.</source>
        <translation>
            <numerusform>%n case needs you.</numerusform>
            <numerusform>%n cases need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) in conflict</source>
        <translation>
            <numerusform>%n case in conflict</numerusform>
            <numerusform>%n cases in conflict</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::CheckPage</name>
    <message numerus="yes">
        <source>No findings, %n checks agree</source>
        <translation>
            <numerusform>No findings, %n check agrees</numerusform>
            <numerusform>No findings, %n checks agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other checks agree</source>
        <translation>
            <numerusform>%n other check agrees</numerusform>
            <numerusform>%n other checks agree</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::DecisionDialog</name>
    <message numerus="yes">
        <source>Write the reason, at least %n characters</source>
        <translation>
            <numerusform>Write the reason, at least %n character</numerusform>
            <numerusform>Write the reason, at least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::FormPage</name>
    <message numerus="yes">
        <source>Expired %n days ago</source>
        <translation>
            <numerusform>Expired %n day ago</numerusform>
            <numerusform>Expired %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read, %n check digits fail</source>
        <translation>
            <numerusform>Read, %n check digit fails</numerusform>
            <numerusform>Read, %n check digits fail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n characters of the zone have to be confirmed, above</source>
        <translation>
            <numerusform>%n character of the zone has to be confirmed, above</numerusform>
            <numerusform>%n characters of the zone have to be confirmed, above</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read the passport again %n times first; it may be the read that is wrong</source>
        <translation>
            <numerusform>Read the passport once more first; it may be the read that is wrong</numerusform>
            <numerusform>Read the passport %n more times first; it may be the read that is wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::LookupPage</name>
    <message numerus="yes">
        <source>%n found, the closest first</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found, the closest first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::MainWindow</name>
    <message numerus="yes">
        <source>%n case(s) are not sent yet. They stay on this desk and are sent when it is next open.</source>
        <translation>
            <numerusform>%n case is not sent yet. It stays on this desk and is sent when it is next open.</numerusform>
            <numerusform>%n cases are not sent yet. They stay on this desk and are sent when it is next open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) await review</source>
        <translation>
            <numerusform>%n case awaits review</numerusform>
            <numerusform>%n cases await review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not sent</source>
        <translation>
            <numerusform>%n case not sent</numerusform>
            <numerusform>%n cases not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::OutboxPage</name>
    <message numerus="yes">
        <source>%n items are not sent, and no data is lost.</source>
        <translation>
            <numerusform>%n item is not sent, and no data is lost.</numerusform>
            <numerusform>%n items are not sent, and no data is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases conflict with the register.</source>
        <translation>
            <numerusform>%n case conflicts with the register.</numerusform>
            <numerusform>%n cases conflict with the register.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::QueuePage</name>
    <message numerus="yes">
        <source>%n decided today</source>
        <translation>
            <numerusform>%n decided today</numerusform>
            <numerusform>%n decided today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No cases wait for review. %n decided today.</source>
        <translation>
            <numerusform>No cases wait for review. %n decided today.</numerusform>
            <numerusform>No cases wait for review. %n decided today.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::ResidentPage</name>
    <message numerus="yes">
        <source>%n thing(s) must be settled first.</source>
        <translation>
            <numerusform>%n thing must be settled first.</numerusform>
            <numerusform>%n things must be settled first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing keeps it from being sent. %n thing(s) for the supervisor to decide.</source>
        <translation>
            <numerusform>Nothing keeps it from being sent. %n thing for the supervisor to decide.</numerusform>
            <numerusform>Nothing keeps it from being sent. %n things for the supervisor to decide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing keeps it from being sent. %n thing(s) to read and acknowledge.</source>
        <translation>
            <numerusform>Nothing keeps it from being sent. %n thing to read and acknowledge.</numerusform>
            <numerusform>Nothing keeps it from being sent. %n things to read and acknowledge.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>%n check passed</numerusform>
            <numerusform>%n checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired %n day(s) ago</source>
        <translation>
            <numerusform>Expired %n day ago</numerusform>
            <numerusform>Expired %n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>desk::UndoBar</name>
    <message numerus="yes">
        <source>Leaves in %n seconds</source>
        <translation>
            <numerusform>Leaves in %n second</numerusform>
            <numerusform>Leaves in %n seconds</numerusform>
        </translation>
    </message>
</context>
</TS>
