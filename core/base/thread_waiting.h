// How the threads that share a computation wait for each other.
#pragma once

namespace ld3m::base {

/// OpenMP's threads wait for each other by spinning, for up to milliseconds unless told otherwise. Where
/// other programs want the same cores, what they wait for does not run meanwhile, and the demo falls to a
/// quarter of its speed and less. Spinning briefly (1,000 turns) and then sleeping gains half as much again
/// there and more, and loses some percent where nothing else runs; sleeping at once loses 40 % there
/// (docs/results/performance.md, "How the threads wait").
///
/// OpenMP reads its environment when it is loaded, before main(), so this begins the program anew, once, with
/// GOMP_SPINCOUNT=1000: same process, same arguments. It does nothing where OMP_WAIT_POLICY or GOMP_SPINCOUNT
/// is set already. It takes as long as the program took to reach main(), a third of a second. With main()'s
/// `arguments`, before anything is done that should not be done twice.
void spinBriefly(char** arguments);

} // namespace ld3m::base
