module example.org/traveldoc

go 1.26
