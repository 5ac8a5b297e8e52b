"""Has Qt speak a language too: its own dialogs, dates, and the texts that the window's parts ask it for; GUI thread."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reluviz.language import speak


def wear(code: str) -> None:
    """Speak a language from now on, with the application's catalogue and Qt's; one of `reluviz.language.LANGUAGES`.

    Widgets of Qt's own follow at once; those of the program when they are told to (``retranslate``).
    """
    application = QCoreApplication.instance()
    assert application is not None
    worn = application.findChildren(QTranslator)
    catalogue = speak(code)
    system = QLocale.system()
    # Within its language the system knows better: Britain writes its dates otherwise than America.
    is_systems = system.name().partition("_")[0] == code
    QLocale.setDefault(system if is_systems else QLocale(code))
    if catalogue is not None:
        catalogue.setParent(application)
        own = QTranslator(application)
        if own.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(own)
        application.installTranslator(catalogue)
    for translator in worn:
        application.removeTranslator(translator)
        translator.deleteLater()
