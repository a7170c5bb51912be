module noise.test/peer

go 1.20
