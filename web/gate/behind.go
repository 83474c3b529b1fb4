package gate

import (
	"net/netip"

	"lianzhan/station"
)

// CheckBehind says what is wrong with a list of balancers, or nil: each is an address or a network.
func CheckBehind(list []string) error {
	for _, word := range list {
		_, notAddress := netip.ParseAddr(word)
		_, notNetwork := netip.ParsePrefix(word)
		if notAddress != nil && notNetwork != nil {
			return station.Invalid("behind_invalid", "--behind “%s”不对，要写成地址或网段，如 10.0.0.5,10.0.1.0/24。", word)
		}
	}
	return nil
}
