# awaitc_target_sources(TARGET file.c... [OPTIONS -Wno-ID...])
#
# Transpiles files of async C and compiles the results as sources of TARGET:
#
#     add_executable(server plain.c)
#     target_link_libraries(server PRIVATE awaitc::async)
#     awaitc_target_sources(server server.c client.c)
#
# OPTIONS are for awaitc alone: its warnings (-Wno-blocking-call, -Werror), --no-line, ...
#
# awaitc reads a file as the compiler will: with TARGET's include folders, definitions and language
# standard, those of the libraries it links included, whenever in CMakeLists.txt they are set. A file is
# transpiled again when it, a header it includes, or awaitc itself changes.

cmake_policy(VERSION 3.20)

# The compiler options that change how a source is read, and that clang and gcc spell alike.
set(AWAITC_FORWARDED_OPTIONS "^-(D|U|I|std=|m|pthread|fshort-|f(un)?signed-)")

function(awaitc_target_sources target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" OPTIONS)
    awaitc_reading_options(${target} options)
    foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
        cmake_path(ABSOLUTE_PATH file NORMALIZE OUTPUT_VARIABLE input)
        cmake_path(GET input PARENT_PATH input_dir)
        awaitc_output_path(${target} ${input} output)
        cmake_path(GET output PARENT_PATH output_dir)
        cmake_path(GET input FILENAME name)
        file(MAKE_DIRECTORY ${output_dir})
        add_custom_command(
            OUTPUT ${output}
            COMMAND awaitc::awaitc ${input} -o ${output}
                    -MD -MF ${output}.d -MT ${output} "${options}" ${arg_OPTIONS}
            DEPENDS ${input} awaitc::awaitc
            DEPFILE ${output}.d
            COMMENT "Transpiling ${name}"
            COMMAND_EXPAND_LISTS VERBATIM)
        # An #include "x.h" of the input means the input's folder still. The input itself is listed
        # for editors; it is not compiled.
        set_source_files_properties(${output} PROPERTIES COMPILE_OPTIONS "-iquote;${input_dir}")
        set_source_files_properties(${input} PROPERTIES HEADER_FILE_ONLY ON)
        target_sources(${target} PRIVATE ${output} ${input})
    endforeach()
endfunction()

# Where the output goes: the build folder, by target and by the input's path below the source folder.
function(awaitc_output_path target input result)
    cmake_path(RELATIVE_PATH input BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
    string(REPLACE "../" "up/" path "${path}")
    set(${result} ${CMAKE_CURRENT_BINARY_DIR}/awaitc/${target}/${path} PARENT_SCOPE)
endfunction()

# A list with generator expressions: what awaitc is told of the target.
function(awaitc_reading_options target result)
    set(folders $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    set(definitions $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
    set(options $<TARGET_PROPERTY:${target},COMPILE_OPTIONS>)
    set(standard $<TARGET_PROPERTY:${target},C_STANDARD>)
    set(extensions $<TARGET_PROPERTY:${target},C_EXTENSIONS>)
    set(gnu $<OR:$<STREQUAL:${extensions},>,$<BOOL:${extensions}>>)

    awaitc_forwarded(flags "${CMAKE_C_FLAGS}")
    foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES CMAKE_BUILD_TYPE)
        string(TOUPPER "${config}" CONFIG)
        awaitc_forwarded(config_flags "${CMAKE_C_FLAGS_${CONFIG}}")
        list(APPEND flags $<$<CONFIG:${config}>:${config_flags}>)
    endforeach()
    set(${result}
        "${flags}"
        "$<$<BOOL:${standard}>:-std=$<IF:${gnu},gnu,c>${standard}>"
        "$<FILTER:${options},INCLUDE,${AWAITC_FORWARDED_OPTIONS}>"
        "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
        "$<$<BOOL:${folders}>:-I$<JOIN:${folders},;-I>>"
        PARENT_SCOPE)
endfunction()

function(awaitc_forwarded result flags)
    separate_arguments(list UNIX_COMMAND "${flags}")
    list(FILTER list INCLUDE REGEX "${AWAITC_FORWARDED_OPTIONS}")
    set(${result} "${list}" PARENT_SCOPE)
endfunction()
