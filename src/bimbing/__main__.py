from bimbing.config.console import main

main()
