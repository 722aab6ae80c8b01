/// <reference types="vite/client" />
declare module 'virtual:kit-variables.css';
