#include <QApplication>
#include <QWidget>

// The least a Qt window costs on this machine: what start and memory are measured against.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QWidget window;
    window.setWindowRole(QStringLiteral("login"));
    window.resize(1366, 768);
    window.show();
    return QApplication::exec();
}
