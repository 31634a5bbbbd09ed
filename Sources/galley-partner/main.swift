import Partners
