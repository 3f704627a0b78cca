# What find_package(awaitc) reads: the targets awaitc::async (the runtime) and awaitc::awaitc (the
# command), and the function awaitc_target_sources().
include(${CMAKE_CURRENT_LIST_DIR}/awaitcTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/awaitcFunctions.cmake)
