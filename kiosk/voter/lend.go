package voter

import (
	"crypto/subtle"
	"encoding/hex"
	"strconv"
	"time"
)

// lendLife is how long the address of a private picture works, at least.
const lendLife = 10 * time.Minute

// lent is the address of a file only the voter may see, good for a while. Without the seal the file is not served.
func (v *Counter) lent(hash string) string {
	until := strconv.FormatInt(v.now().Add(2*lendLife).Truncate(lendLife).Unix(), 36)
	return "/api/v1/files/" + hash + "?until=" + until + "&seal=" + v.seal(hash, until)
}

func (v *Counter) seal(hash, until string) string {
	return hex.EncodeToString(v.key.Sum("file", hash, until)[:16])
}

func (v *Counter) lentAll(hashes []string) []string {
	addresses := make([]string, 0, len(hashes))
	for _, hash := range hashes {
		addresses = append(addresses, v.lent(hash))
	}
	return addresses
}

// Shown reports whether a matter released for the public shows a file.
func (v *Counter) Shown(hash string) (bool, error) {
	if _, err := v.open(); err != nil {
		return false, err
	}
	return v.docket.Displays(hash), nil
}

// Sealed reports whether the asker was lent the file and may still look.
func (v *Counter) Sealed(hash, until, seal string) bool {
	ends, err := strconv.ParseInt(until, 36, 64)
	return err == nil && v.now().Unix() < ends && subtle.ConstantTimeCompare([]byte(seal), []byte(v.seal(hash, until))) == 1
}
