# Libraries besides LibTorch. LD3M_DEPS/include may hold the header-only ones where Debian's packages are absent.
find_package(Threads REQUIRED)
list(APPEND CMAKE_PREFIX_PATH "${LD3M_DEPS}")

add_library(ld3m_headers INTERFACE) # toml++, nlohmann-json, CLI11
find_path(LD3M_TOML_INCLUDE toml++/toml.h HINTS "${LD3M_DEPS}/include" REQUIRED)
find_path(LD3M_JSON_INCLUDE nlohmann/json.hpp HINTS "${LD3M_DEPS}/include" REQUIRED)
find_path(LD3M_CLI11_INCLUDE CLI/CLI.hpp HINTS "${LD3M_DEPS}/include" REQUIRED)
find_path(LD3M_SPDLOG_INCLUDE spdlog/spdlog.h HINTS "${LD3M_DEPS}/include" REQUIRED)
target_include_directories(ld3m_headers SYSTEM INTERFACE
  "${LD3M_TOML_INCLUDE}" "${LD3M_JSON_INCLUDE}" "${LD3M_CLI11_INCLUDE}")

find_package(spdlog CONFIG QUIET)
add_library(ld3m_spdlog INTERFACE)
if(spdlog_FOUND)
  target_link_libraries(ld3m_spdlog INTERFACE spdlog::spdlog)
else()
  # Headers alone, as packaging/headers.sh carries them.
  target_include_directories(ld3m_spdlog SYSTEM INTERFACE "${LD3M_SPDLOG_INCLUDE}")
  target_compile_definitions(ld3m_spdlog INTERFACE SPDLOG_HEADER_ONLY SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
endif()

if(LD3M_IMAGE_FILES)
  find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs)
endif()
if(LD3M_GUI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport Svg Test)
  find_package(QCustomPlotQt6 REQUIRED)
endif()
