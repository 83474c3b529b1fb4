package box

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/crypto/nacl/box"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// KeyFile holds the private halves of this box's keys, inside the data directory.
const KeyFile = "device.key"

const keySize = 32 // bytes of either half of either key

// Device is this box towards its neighbours: what it signs with and what opens a box sealed for it.
type Device struct {
	sign ed25519.PrivateKey
	seal [keySize]byte
	open [keySize]byte

	path   string
	lock   sync.Mutex
	file   deviceFile
	signed map[string][]byte // messages signed lately, with their signatures
}

// deviceFile is how the keys lie on the disk.
type deviceFile struct {
	Sign []byte `json:"ed25519"` // seed (RFC 8032)
	Seal []byte `json:"x25519"`  // private key (RFC 7748)
	// Codes is the tree's key for voters' query codes, as the parent handed it down.
	Codes []byte `json:"codes,omitempty"`
}

// LoadDevice reads the keys of a data directory, or makes them: nobody needs them before sync does.
func LoadDevice(dir string) (*Device, error) {
	path := filepath.Join(dir, KeyFile)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeDevice(dir)
	}
	if err != nil {
		return nil, keyUnusable(path, err)
	}
	var file deviceFile
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Sign) != keySize || len(file.Seal) != keySize {
		return nil, keyUnusable(path, err)
	}
	return deviceOf(path, file)
}

func keyUnusable(path string, cause error) error {
	return station.Conflict("device_key_unusable", "设备密钥 %s 读不了或写不了。把它移走，再用新的登记码登记一次。", path).Because(cause)
}

// rootDevice is the device of the box nobody is above. Its keys come from the box's own: several processes over one database
// are one device, and nobody could enrol it anew.
func rootDevice(key station.Key) (*Device, error) {
	return deviceOf("", deviceFile{Sign: key.Sum("sync/device/ed25519"), Seal: key.Sum("sync/device/x25519")})
}

// makeDevice makes new keys and writes them whole or not at all, before anybody hears of them.
func makeDevice(dir string) (*Device, error) {
	file := deviceFile{Sign: make([]byte, keySize), Seal: make([]byte, keySize)}
	rand.Read(file.Sign) // never fails
	rand.Read(file.Seal)
	d, err := deviceOf(filepath.Join(dir, KeyFile), file)
	if err != nil {
		return nil, err
	}
	return d, d.write(file)
}

func (d *Device) write(file deviceFile) error {
	raw, err := json.Marshal(file)
	if err == nil {
		err = Keep(d.path, raw)
	}
	if err != nil {
		return keyUnusable(d.path, err)
	}
	return nil
}

// become takes the place of the keys so far.
func (d *Device) become(fresh *Device) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.sign, d.seal, d.open, d.file = fresh.sign, fresh.seal, fresh.open, fresh.file
	clear(d.signed)
}

// Codes is the tree's key for query codes, nil before the box was enrolled.
func (d *Device) Codes() station.Key {
	d.lock.Lock()
	defer d.lock.Unlock()
	return slices.Clone(station.Key(d.file.Codes))
}

// keepCodes keeps the tree's key for query codes beside the device's own.
func (d *Device) keepCodes(codes []byte) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	file := d.file
	file.Codes = codes
	if err := d.write(file); err != nil {
		return err
	}
	d.file = file
	return nil
}

// Keep writes a small secret file: synced under another name, renamed, the folder synced.
func Keep(path string, raw []byte) error {
	part := path + ".new"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func deviceOf(path string, file deviceFile) (*Device, error) {
	private, err := ecdh.X25519().NewPrivateKey(file.Seal)
	if err != nil {
		return nil, err
	}
	d := &Device{path: path, file: file, signed: map[string][]byte{},
		sign: ed25519.NewKeyFromSeed(file.Sign), open: [keySize]byte(file.Seal)}
	copy(d.seal[:], private.PublicKey().Bytes())
	return d, nil
}

// Key is what this device's signatures are checked with, as a node's record names it.
func (d *Device) Key() string {
	d.lock.Lock()
	defer d.lock.Unlock()
	return wire.Key(d.sign.Public().(ed25519.PublicKey))
}

// Seal is the half that boxes for this device are sealed to.
func (d *Device) Seal() string {
	d.lock.Lock()
	defer d.lock.Unlock()
	return wire.Seal(d.seal)
}

// mostSigned is how many signatures are remembered. What a county writes is proven to each of its stations, within seconds.
const mostSigned = 1024

// Sign signs a message. The same message is signed once: such a signature is always the same (RFC 8032).
func (d *Device) Sign(message []byte) []byte {
	d.lock.Lock()
	defer d.lock.Unlock()
	made, known := d.signed[string(message)]
	if !known {
		if len(d.signed) >= mostSigned {
			clear(d.signed)
		}
		made = ed25519.Sign(d.sign, message)
		d.signed[string(message)] = made
	}
	return slices.Clone(made)
}

// Open opens a box that was sealed for this device.
func (d *Device) Open(sealed []byte) ([]byte, bool) {
	return box.OpenAnonymous(nil, sealed, &d.seal, &d.open)
}

// SealFor seals a message to a device's public key; only that device can read it, and nobody can tell who sealed it.
func SealFor(seal string, message []byte) ([]byte, error) {
	public, ok := wire.ReadSeal(seal)
	if !ok {
		return nil, station.Invalid("seal_key_invalid", "对方设备的密钥不对。")
	}
	return box.SealAnonymous(nil, message, &public, rand.Reader)
}
