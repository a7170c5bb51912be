// A node of the Go original that sends back every text it gets. It listens and prints its address, or dials the one
// it is given; it ends when its standard input does.
package main

import (
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"flag"
	"fmt"
	"hash"
	"io"
	"os"
	"time"

	"github.com/perlin-network/noise"
	"github.com/perlin-network/noise/cipher/aead"
	"github.com/perlin-network/noise/handshake/ecdh"
	"github.com/perlin-network/noise/payload"
	"github.com/perlin-network/noise/protocol"
	"github.com/rs/zerolog"
	"golang.org/x/crypto/chacha20poly1305"
)

// Every time limit that can be set, so that a slow machine fails no test.
const patience = time.Minute

type text struct {
	words string
}

func (text) Read(in payload.Reader) (noise.Message, error) {
	words, err := in.ReadString()
	return text{words}, err
}

func (t text) Write() []byte {
	return payload.NewWriter(nil).WriteString(t.words).Bytes()
}

var suites = map[string]func(key []byte) (cipher.AEAD, error){
	"AES_256_GCM":        aead.AES256_GCM,
	"CHACHA20_POLY1305":  func(key []byte) (cipher.AEAD, error) { return chacha20poly1305.New(key) },
	"XCHACHA20_POLY1305": func(key []byte) (cipher.AEAD, error) { return chacha20poly1305.NewX(key) },
}

var hashes = map[string]func() hash.Hash{"SHA_256": sha256.New, "SHA_512": sha512.New}

func enforce(node *noise.Node, blocks, suite, hashName string) {
	all := protocol.New()
	if blocks == "ecdh" || blocks == "aead" {
		all.Register(ecdh.New().TimeoutAfter(patience))
	}
	if blocks == "aead" {
		all.Register(aead.New().WithSuite(suites[suite]).WithHash(hashes[hashName]).WithACKTimeout(patience))
	}
	all.Enforce(node)
}

func main() {
	blocks := flag.String("blocks", "plain", "plain, ecdh or aead")
	suite := flag.String("suite", "AES_256_GCM", "what seals")
	hashName := flag.String("hash", "SHA_256", "what derives the key")
	dial := flag.String("dial", "", "whom to dial")
	early := flag.String("early", "", "what to send in the dialled hook")
	flag.Parse()

	zerolog.SetGlobalLevel(zerolog.Disabled) // the log would hold the keys

	params := noise.DefaultParams()
	params.Host = "127.0.0.1"
	params.SendMessageTimeout = patience
	params.ReceiveMessageTimeout = patience
	params.SendWorkerBusyTimeout = patience
	node, err := noise.NewNode(params)
	if err != nil {
		panic(err)
	}
	enforce(node, *blocks, *suite, *hashName)
	opcode := noise.RegisterMessage(noise.NextAvailableOpcode(), (*text)(nil))

	node.OnPeerInit(func(_ *noise.Node, peer *noise.Peer) error {
		go func() {
			for message := range peer.Receive(opcode) {
				if err := peer.SendMessage(message); err != nil {
					return
				}
			}
		}()
		return nil
	})
	if *early != "" {
		node.OnPeerDialed(func(_ *noise.Node, peer *noise.Peer) error {
			return peer.SendMessage(text{*early})
		})
	}

	go node.Listen()
	fmt.Println(node.ExternalAddress())
	if *dial != "" {
		if _, err := node.Dial(*dial); err != nil {
			panic(err)
		}
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
}
