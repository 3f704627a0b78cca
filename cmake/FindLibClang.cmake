# Finds the newest installed libclang, 17 or later.
#
#   LibClang::LibClang       the library and the folder of clang-c/Index.h
#   LibClang_VERSION         its major version
#   LibClang_RESOURCE_DIR    the folder whose include/ holds clang's own stddef.h and the like
#
# -DLibClang_ROOT=/opt/llvm-20 names an installation that is to be used instead.

set(minimum 17)

# Each installation by its prefix: Debian's and LLVM's own packages, then whatever llvm-config says.
file(GLOB prefixes LIST_DIRECTORIES true /usr/lib/llvm-* /usr/lib/llvm/* /usr/local/llvm-* /opt/llvm-*
                                         /opt/homebrew/opt/llvm* /usr/local/opt/llvm*)
file(GLOB configs /usr/bin/llvm-config* /usr/local/bin/llvm-config*)
foreach(config IN LISTS configs)
    execute_process(COMMAND ${config} --prefix OUTPUT_VARIABLE prefix ERROR_QUIET
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(APPEND prefixes ${prefix})
endforeach()
list(APPEND prefixes /usr/local /usr)
if(LibClang_ROOT)
    set(prefixes ${LibClang_ROOT})
endif()

set(LibClang_VERSION 0)
foreach(prefix IN LISTS prefixes)
    if(NOT EXISTS ${prefix}/include/clang-c/Index.h)
        continue()
    endif()
    file(GLOB resource_dirs LIST_DIRECTORIES true ${prefix}/lib*/clang/*)
    foreach(resource_dir IN LISTS resource_dirs)
        string(REGEX MATCH "/clang/([0-9]+)" matched ${resource_dir})
        set(version "${CMAKE_MATCH_1}")
        if(matched AND EXISTS ${resource_dir}/include/stddef.h
           AND version GREATER_EQUAL minimum AND version GREATER LibClang_VERSION)
            set(LibClang_VERSION ${version})
            set(LibClang_RESOURCE_DIR ${resource_dir})
            set(LibClang_PREFIX ${prefix})
        endif()
    endforeach()
endforeach()

# The cache forgets the library when another installation is chosen than last time.
if(NOT LibClang_PREFIX STREQUAL "${LibClang_LAST_PREFIX}")
    unset(LibClang_LIBRARY CACHE)
    set(LibClang_LAST_PREFIX "${LibClang_PREFIX}" CACHE INTERNAL "")
endif()
if(LibClang_PREFIX)
    find_library(LibClang_LIBRARY NAMES clang clang-${LibClang_VERSION}
                 PATHS ${LibClang_PREFIX} PATH_SUFFIXES lib lib64 NO_DEFAULT_PATH)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang
    REQUIRED_VARS LibClang_LIBRARY LibClang_RESOURCE_DIR
    VERSION_VAR LibClang_VERSION
    REASON_FAILURE_MESSAGE
    "awaitc needs libclang ${minimum} or newer with its headers. Debian and Ubuntu: apt install libclang-19-dev, Fedora: dnf install clang-devel, Alpine: apk add clang-dev, macOS: brew install llvm. One in an unusual place: -DLibClang_ROOT=PREFIX")

if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
    add_library(LibClang::LibClang UNKNOWN IMPORTED)
    set_target_properties(LibClang::LibClang PROPERTIES
        IMPORTED_LOCATION ${LibClang_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${LibClang_PREFIX}/include)
endif()
mark_as_advanced(LibClang_LIBRARY)
